"""The interview: what is asked, in which order, with what guidance. No screen, no Qt."""

from forms import page_01_project, page_05_revenue
from forms.guide import Guide

GUIDE = Guide((page_01_project.PAGE, page_05_revenue.PAGE))
