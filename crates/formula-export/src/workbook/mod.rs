//! The formula as a workbook of live formulas.
