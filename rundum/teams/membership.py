"""Who is a member of a team today, in SQL: for questions the ORM does not write."""

MEMBER = """
EXISTS (SELECT 1 FROM teams_membership m WHERE m.team_id = {team} AND m.user_id = %(reader)s
        AND m.starts_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on >= %(today)s))
"""
"""Whether the reader is a member of the team that the SQL put in for `team` names. Needs the parameters `reader`
(the person's id) and `today`."""

IN_A_TEAM = """
SELECT EXISTS (SELECT 1 FROM teams_membership m JOIN teams_team t ON t.id = m.team_id AND t.closed_at IS NULL
        WHERE m.user_id = %(reader)s AND m.starts_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on >= %(today)s))
"""
"""Whether the reader is a member of any open team."""
