package io.lazyloader.samples.toolbox.tools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Computes a spreadsheet: rows in, a workbook, its formulas' values out. Library: Apache POI. */
public final class SheetTool implements Tool {
  private final XSSFWorkbook workbook = new XSSFWorkbook();
  private final CellStyle money;
  private final DataFormatter formatter = new DataFormatter(Locale.ROOT);

  /** Makes the empty workbook with its number format, and the formatter of cell values. */
  public SheetTool() {
    money = workbook.createCellStyle();
    money.setDataFormat(workbook.createDataFormat().getFormat("0.00"));
    formatter.setUseCachedValuesForFormulaCells(false);
  }

  @Override
  public String usage() {
    return "ROW... (cells between commas; =FORMULA computes)";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    Input.required(args, 0, "a row");
    Sheet sheet = workbook.createSheet("toolbox");
    for (String line : args) {
      Row row = sheet.createRow(sheet.getPhysicalNumberOfRows());
      for (String text : line.split(",", -1)) {
        fill(row.createCell(Math.max(row.getLastCellNum(), 0)), text.strip());
      }
    }
    return print(reopen());
  }

  private void fill(Cell cell, String text) {
    if (text.startsWith("=")) {
      cell.setCellFormula(text.substring(1));
      cell.setCellStyle(money);
    } else if (text.matches("-?\\d+(\\.\\d+)?")) {
      cell.setCellValue(Double.parseDouble(text));
    } else {
      cell.setCellValue(text);
    }
  }

  /** What another program would see in the saved file. */
  private XSSFWorkbook reopen() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    workbook.write(file);
    return new XSSFWorkbook(new ByteArrayInputStream(file.toByteArray()));
  }

  private String print(XSSFWorkbook book) throws IOException {
    try (book) {
      FormulaEvaluator evaluator = book.getCreationHelper().createFormulaEvaluator();
      StringJoiner lines = new StringJoiner("\n");
      for (Row row : book.getSheetAt(0)) {
        StringJoiner line = new StringJoiner("\t");
        row.forEach(cell -> line.add(formatter.formatCellValue(cell, evaluator)));
        lines.add(line.toString());
      }
      return lines.toString();
    }
  }
}
