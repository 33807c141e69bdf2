"""What can be asked about skills: who can do, teaches and wants to learn what, and how well functions are covered."""

from rundum.skills.queries.functions import LevelledCoverage, LevelledCoverer, function_coverage
from rundum.skills.queries.matrix import Cell, Matrix, SkillGroup, SkillRow, matrix_of
from rundum.skills.queries.people import PersonSkills, skills_of, strengths_of

__all__ = [
    "Cell",
    "LevelledCoverage",
    "LevelledCoverer",
    "Matrix",
    "PersonSkills",
    "SkillGroup",
    "SkillRow",
    "function_coverage",
    "matrix_of",
    "skills_of",
    "strengths_of",
]
