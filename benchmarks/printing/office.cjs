// Writes an account, given as JSON on standard input, as a workbook (exceljs) or a text document (docx).
// node office.cjs xlsx|docx FILE
"use strict";
const fs = require("fs");
const [kind, file] = process.argv.slice(2);
const account = JSON.parse(fs.readFileSync(0, "utf8"));
const isAmount = (text) => /^-?[\d,]+\.\d\d$/.test(text);

async function workbook() {
  const excel = require("exceljs");
  const book = new excel.Workbook();
  const prose = (name, texts) => texts.length && book.addWorksheet(name).addRows(texts.map((text) => [text]));
  prose("封面", account.before);
  account.forms.forEach((form, number) => {
    const sheet = book.addWorksheet(`${number + 1}`);
    sheet.getCell(1, 1).value = form.title;
    sheet.mergeCells(1, 1, 1, form.columns);
    sheet.getCell(2, form.columns).value = form.number;
    sheet.getCell(3, 1).value = form.left;
    sheet.getCell(3, form.columns).value = form.right;
    for (const cell of form.cells) {
      const target = sheet.getCell(cell.row + 4, cell.column + 1);
      if (isAmount(cell.text)) {
        target.value = Number(cell.text.replaceAll(",", ""));
        target.numFmt = cell.text.includes(",") ? "#,##0.00" : "0.00";
      } else if (cell.text) {
        target.value = cell.text.length % 2 ? cell.text : { richText: [{ text: cell.text }] };
      }
      if (cell.rows > 1 || cell.columns > 1) {
        sheet.mergeCells(cell.row + 4, cell.column + 1, cell.row + 3 + cell.rows, cell.column + cell.columns);
      }
    }
    form.notes.forEach((note, at) => {
      sheet.getCell(form.rows + 4 + at, 1).value = note;
    });
  });
  prose("说明", account.behind);
  await book.xlsx.writeFile(file);
}

async function text() {
  const word = require("docx");
  const paragraph = (said) => new word.Paragraph({ children: [new word.TextRun(said)] });
  const table = (form) => {
    const rows = Array.from({ length: form.rows }, () => []);
    for (const cell of form.cells) {
      const children = cell.text.split("\n").map(paragraph);
      rows[cell.row].push(new word.TableCell({ children, rowSpan: cell.rows, columnSpan: cell.columns }));
    }
    return new word.Table({ rows: rows.map((children) => new word.TableRow({ children })) });
  };
  const children = [
    ...account.before.map(paragraph),
    ...account.forms.flatMap((form) => [
      ...[form.title, form.number, form.left, form.right].filter(Boolean).map(paragraph),
      table(form),
      ...form.notes.map(paragraph),
    ]),
    ...account.behind.map(paragraph),
  ];
  const document = new word.Document({ sections: [{ children }] });
  fs.writeFileSync(file, await word.Packer.toBuffer(document));
}

(kind === "xlsx" ? workbook() : text()).catch((error) => {
  console.error(error);
  process.exit(1);
});
