"""Measures: the register, a figure for each week, limits that were set anew, and signals."""

from rundum.measures.choices import Data, Direction, Kind, Source
from rundum.measures.models.baseline import KeptBaseline
from rundum.measures.models.entered import Entered
from rundum.measures.models.measure import Measure
from rundum.measures.models.rolling import Made, Reading, StaleChart, StaleWeek, Stay
from rundum.measures.models.weeks import ChartNote, LimitChange, Signal, WeekValue

__all__ = [
    "ChartNote",
    "Data",
    "Direction",
    "Entered",
    "KeptBaseline",
    "Kind",
    "LimitChange",
    "Made",
    "Measure",
    "Reading",
    "Signal",
    "Source",
    "StaleChart",
    "StaleWeek",
    "Stay",
    "WeekValue",
]
