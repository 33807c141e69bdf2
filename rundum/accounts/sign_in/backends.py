"""Who a session belongs to, read as plain SQL: every request asks for it."""

from typing import override

from allauth.account.auth_backends import AuthenticationBackend

from rundum.accounts.models import User
from rundum.base.reading import ask
from rundum.base.rows import rows_of


class Backend(AuthenticationBackend):
    @override
    def get_user(self, user_id: int) -> User | None:
        question = rows_of(User, "id = %(id)s", {"id": user_id})
        return next((user for user in ask(question).of(question) if self.user_can_authenticate(user)), None)
