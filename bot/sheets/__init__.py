"""Answers as spreadsheets: what stands in each cell, the sheets of a workbook, and their bytes as CSV and XLSX."""
