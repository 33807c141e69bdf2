"""The two ways an action says no.

Wrong input is a form's matter and "not yours to see" is a 404; what is left is a rule that says no (`Refused`)
and an act that is not this person's to do (`NotAllowed`).
"""

from django.utils.functional import Promise


class Refused(Exception):
    """A rule says no.

    code: stable, for programs. sentence: translated, tells the reader how to go on.
    """

    def __init__(self, code: str, sentence: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


class NotAllowed(Exception):
    """This person may see the matter but not do this to it; answered with 403 and kept on the record.

    customer: whose timeline keeps the refusal; None for matters of the organisation itself.
    """

    def __init__(self, code: str, sentence: str | Promise, *, customer: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.customer = customer


class EditConflict(Exception):
    """Someone else has changed the same thing meanwhile; answered with 409 and both versions.

    theirs: the thing as it stands now.
    """

    def __init__(self, theirs: object) -> None:
        super().__init__("edit_conflict")
        self.theirs = theirs
