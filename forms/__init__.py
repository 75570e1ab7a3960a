"""The interview: what is asked, in which order, with what guidance. No screen, no Qt."""

from forms import (
    page_01_project,
    page_03_continuation,
    page_04_services,
    page_05_revenue,
    page_06_costs,
    page_07_financing,
    page_08_results,
    page_12_factors,
    page_15_actions,
    page_18_review,
    page_19_appraisal,
)
from forms.guide import Guide

GUIDE = Guide(
    tuple(
        module.PAGE
        for module in (
            page_01_project,
            page_03_continuation,
            page_04_services,
            page_05_revenue,
            page_06_costs,
            page_07_financing,
            page_08_results,
            page_12_factors,
            page_15_actions,
            page_18_review,
            page_19_appraisal,
        )
    )
)
