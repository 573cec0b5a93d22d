"""Spreadsheets: Excel workbooks new (`xlsx`) and old (`xls`, `spreadsheetml`), and OpenDocument (`ods`).

Each reader makes `sheets` of the bytes; `laying` makes tables of them, without what is hidden; `account` tells what
was left out. Numbers are as shown (`numberformats`), formulas by the value that the file keeps; nothing is calculated
or fetched.
"""
