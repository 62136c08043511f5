-- duckdb corpus.duckdb < corpus.sql

CREATE OR REPLACE TABLE documents AS SELECT * FROM read_parquet('documents.parquet');
COMMENT ON COLUMN documents."document_id" IS '文档标识（由文件内容的哈希得出） · document identifier: a hash of the file''s bytes, whatever its name';
COMMENT ON COLUMN documents."department" IS '部门或单位名称（如文中所印） · department or unit as printed';
COMMENT ON COLUMN documents."fiscal_year" IS '决算年度 · fiscal year of the account';
COMMENT ON COLUMN documents."layout" IS '表式版本 · layout of the standard forms';
COMMENT ON COLUMN documents."unit" IS '表内金额单位 · unit of money on the forms';
COMMENT ON COLUMN documents."source_file" IS '原始文件名 · name of the source file';
COMMENT ON COLUMN documents."sha256" IS '原始文件SHA-256 · SHA-256 of the source file';
COMMENT ON COLUMN documents."pages" IS '页数 · number of pages';
COMMENT ON COLUMN documents."reader" IS '读取方式 · reader that read it';
COMMENT ON COLUMN documents."read_at_version" IS '读取时的软件版本 · version of this package that read it';
COMMENT ON COLUMN documents."department_id" IS '部门标识（见 departments） · identifier of the department (table departments); filled in a dataset';
COMMENT ON COLUMN documents."level" IS '层级：own_level summary unit · level: own_level (本级), summary (汇总, with its units), unit';
COMMENT ON COLUMN documents."region" IS '行政区划代码（GB/T 2260，到地级） · region code (GB/T 2260), down to the prefecture';
COMMENT ON COLUMN documents."edition" IS '版本：original revised · edition: original, revised (更正版)';
COMMENT ON COLUMN documents."standing" IS '地位：current superseded copy template ambiguous · of several accounts of one department and year: current (counts, stands in the panel), superseded by a revised one, copy (equal content), ambiguous (which one counts is not told); template (empty)';
COMMENT ON COLUMN documents."yields_to" IS '让位于（文档标识） · document that counts instead of it';
COMMENT ON COLUMN documents."publisher" IS '公布单位（source.toml） · publisher (source.toml)';
COMMENT ON COLUMN documents."address" IS '网址（source.toml） · address it was published at (source.toml)';
COMMENT ON COLUMN documents."published" IS '公布日期（source.toml） · date of publication (source.toml)';
COMMENT ON COLUMN documents."fetched" IS '获取日期（source.toml） · date it was fetched (source.toml)';
COMMENT ON COLUMN documents."licence" IS '使用许可（source.toml） · licence (source.toml)';
COMMENT ON COLUMN documents."synthetic" IS '是否虚构账目 · whether it is a made-up account';

CREATE OR REPLACE TABLE files AS SELECT * FROM read_parquet('files.parquet');
COMMENT ON COLUMN files."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN files."file" IS '文件名 · name of the file';
COMMENT ON COLUMN files."sha256" IS '文件SHA-256 · SHA-256 of the file';
COMMENT ON COLUMN files."reader" IS '读取方式 · reader that read it';
COMMENT ON COLUMN files."page" IS '首页（在本文档中） · page of the document on which it begins';
COMMENT ON COLUMN files."pages" IS '页数（工作表数） · number of pages; of sheets in a workbook';

CREATE OR REPLACE TABLE forms AS SELECT * FROM read_parquet('forms.parquet');
COMMENT ON COLUMN forms."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN forms."form" IS '标准表标识 · identifier of the standard form';
COMMENT ON COLUMN forms."form_no" IS '表号（如文中所印） · form number as printed';
COMMENT ON COLUMN forms."title" IS '表题（如文中所印） · title as printed';
COMMENT ON COLUMN forms."pages" IS '所在页 · pages it stands on, as 4-5';
COMMENT ON COLUMN forms."unit" IS '金额单位 · unit of money';
COMMENT ON COLUMN forms."department" IS '编制部门（如表头所印） · department printed above the form';
COMMENT ON COLUMN forms."state" IS '状态：found declared_empty emptied unread missing template · state: found declared_empty emptied unread missing template';
COMMENT ON COLUMN forms."statement" IS '“说明”（为何无数据） · printed statement that the form has no data';
COMMENT ON COLUMN forms."note" IS '表注 · printed note below the form';
COMMENT ON COLUMN forms."heads" IS '表题、编制部门、金额单位的位置（JSON） · JSON: where title, department and unit stand: page, and the box in points where it is known';

CREATE OR REPLACE TABLE figures AS SELECT * FROM read_parquet('figures.parquet');
COMMENT ON COLUMN figures."figure_id" IS '数字标识（文档/表/行/栏） · identifier of the printed figure: document, form, row and measure';
COMMENT ON COLUMN figures."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN figures."form" IS '标准表标识 · identifier of the standard form';
COMMENT ON COLUMN figures."page" IS '所在页 · page it stands on';
COMMENT ON COLUMN figures."row" IS '行序（自上而下、自左栏至右栏） · row of the form, column group after column group';
COMMENT ON COLUMN figures."code" IS '科目编码 · classification code as printed';
COMMENT ON COLUMN figures."label" IS '项目名称（如文中所印） · label as printed';
COMMENT ON COLUMN figures."level" IS '科目级次（类1 款2 项3） · level of the code (1 class 2 section 3 item)';
COMMENT ON COLUMN figures."role" IS '行的含义标识 · what the row means in the form: a code or an identifier of the glossary';
COMMENT ON COLUMN figures."measure" IS '栏的含义标识 · what the column means: an identifier of the glossary';
COMMENT ON COLUMN figures."printed" IS '原样数字 · the figure as printed';
COMMENT ON COLUMN figures."state" IS '状态：value zero blank declared_empty doubtful（图像识别存疑）unreadable count（个数，不是金额） · state: value zero blank declared_empty doubtful (recognised in a picture and not certain) unreadable count (a number of things; no money)';
COMMENT ON COLUMN figures."amount_fen" IS '金额（分） · amount in fen (0.01 yuan); missing where blank';
COMMENT ON COLUMN figures."resolution_fen" IS '末位数字的分值 · worth of one unit in the last printed digit';
COMMENT ON COLUMN figures."x0" IS '左 · left edge on the page';
COMMENT ON COLUMN figures."y0" IS '上 · top edge on the page';
COMMENT ON COLUMN figures."x1" IS '右 · right edge on the page';
COMMENT ON COLUMN figures."y1" IS '下 · bottom edge on the page';
COMMENT ON COLUMN figures."reading" IS '哪些读取器看到、是否一致；ocr为图像识别 · readers that saw the cell: + agree ! disagree; ocr was recognised in a picture';
COMMENT ON COLUMN figures."file" IS '所在文件（由几个文件组成时） · file it stands in, where the account is several';
COMMENT ON COLUMN figures."place" IS '所在位置：表名!C7、¶12、T3!C7；几个文件中的页为 p.3 · place in a file without pages: sheet!C7, ¶12 a paragraph, T3!C7 a cell of a table; p.3 a page of one file of several';

CREATE OR REPLACE TABLE blocks AS SELECT * FROM read_parquet('blocks.parquet');
COMMENT ON COLUMN blocks."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN blocks."block" IS '段落序号 · number of the block of prose';
COMMENT ON COLUMN blocks."section" IS '章节标识 · identifier of the section';
COMMENT ON COLUMN blocks."heading" IS '是否标题 · whether the block is a heading';
COMMENT ON COLUMN blocks."page" IS '起始页 · page it begins on';
COMMENT ON COLUMN blocks."text" IS '正文（姓名、电话以＊遮盖） · text with names and telephone numbers masked';
COMMENT ON COLUMN blocks."places" IS '各行位置（JSON） · JSON list of [offset, page, line, x0, y0, x1, y1], one per printed line; an eighth entry is the place in a file without pages';
COMMENT ON COLUMN blocks."file" IS '所在文件（由几个文件组成时） · file it stands in, where the account is several';

CREATE OR REPLACE TABLE claims AS SELECT * FROM read_parquet('claims.parquet');
COMMENT ON COLUMN claims."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN claims."claim_id" IS '陈述标识（由所述数量、章节、所印文字的哈希得出） · identifier of the claim: a hash of its quantity, section and print; never of its place or verdict';
COMMENT ON COLUMN claims."block" IS '段落序号 · number of the block of prose';
COMMENT ON COLUMN claims."section" IS '章节标识 · identifier of the section';
COMMENT ON COLUMN claims."page" IS '所在页 · page it stands on';
COMMENT ON COLUMN claims."quote" IS '原文 · the words as printed';
COMMENT ON COLUMN claims."start" IS '起点 · first character within the block';
COMMENT ON COLUMN claims."end" IS '终点 · first character after it';
COMMENT ON COLUMN claims."subject" IS '主题 · what the claim speaks of';
COMMENT ON COLUMN claims."kind" IS '种类 · kind of claim';
COMMENT ON COLUMN claims."period" IS '期间；与上年相比的增减为两个年度，与预算相比的为本年度 · period it speaks of: two years of a change on an earlier year, one of a change on a budget';
COMMENT ON COLUMN claims."printed" IS '所印数值 · the number or word as printed';
COMMENT ON COLUMN claims."unit" IS '单位 · unit of printed, low and high';
COMMENT ON COLUMN claims."formula" IS '复算公式 · how it is recomputed';
COMMENT ON COLUMN claims."operands" IS '运算对象（JSON） · JSON list of figure and claim identifiers';
COMMENT ON COLUMN claims."low" IS '复算区间下限 · lower end of the recomputed interval';
COMMENT ON COLUMN claims."high" IS '复算区间上限 · upper end of the recomputed interval';
COMMENT ON COLUMN claims."verdict" IS '结论 · verdict: equal rounding differs undefined unchecked; empty for a datum';
COMMENT ON COLUMN claims."note" IS '说明 · reason';
COMMENT ON COLUMN claims."form" IS '表或章节 · form or section whose quantity it speaks of';
COMMENT ON COLUMN claims."row" IS '行 · row of the quantity: role or code';
COMMENT ON COLUMN claims."measure" IS '栏 · column of the quantity; a budget that is told';
COMMENT ON COLUMN claims."direction" IS '方向 · up or down of a change; less greater equal of a comparison';
COMMENT ON COLUMN claims."reading" IS '识读把握 · certain where every word of the clause is understood; confirmed for a rate that is not and agrees in three digits or more; suspect for one that would differ; empty where not judged';
COMMENT ON COLUMN claims."severity" IS '差异程度 · of what differs: last_digit ordinary gross';
COMMENT ON COLUMN claims."file" IS '所在文件（由几个文件组成时） · file it stands in, where the account is several';
COMMENT ON COLUMN claims."place" IS '所在位置：表名!C7、¶12、T3!C7；几个文件中的页为 p.3 · place in a file without pages: sheet!C7, ¶12 a paragraph, T3!C7 a cell of a table; p.3 a page of one file of several';

CREATE OR REPLACE TABLE checks AS SELECT * FROM read_parquet('checks.parquet');
COMMENT ON COLUMN checks."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN checks."identity" IS '勾稽关系编号 · identity';
COMMENT ON COLUMN checks."instance" IS '实例 · row and column it is about';
COMMENT ON COLUMN checks."left" IS '左边 · left side as printed figures';
COMMENT ON COLUMN checks."right" IS '右边 · right side as printed figures';
COMMENT ON COLUMN checks."residual_low" IS '差额区间下限 · lower end of left minus right';
COMMENT ON COLUMN checks."residual_high" IS '差额区间上限 · upper end of left minus right';
COMMENT ON COLUMN checks."verdict" IS '结论 · verdict: equal rounding differs undefined unchecked';
COMMENT ON COLUMN checks."note" IS '说明 · reason';

CREATE OR REPLACE TABLE units AS SELECT * FROM read_parquet('units.parquet');
COMMENT ON COLUMN units."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN units."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN units."row" IS '序号 · row';
COMMENT ON COLUMN units."unit" IS '预算单位 · budgetary unit';
COMMENT ON COLUMN units."note" IS '备注 · remark as printed';
COMMENT ON COLUMN units."page" IS '所在页 · page';
COMMENT ON COLUMN units."places" IS '各栏所在行、字、框（JSON） · JSON object, column to [page, line, start, end, x0, y0, x1, y1] of each printed line or cell; characters of the line as in blocks, none in a cell; no box in a text dump; a ninth entry is the place in a file without pages';

CREATE OR REPLACE TABLE projects AS SELECT * FROM read_parquet('projects.parquet');
COMMENT ON COLUMN projects."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN projects."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN projects."row" IS '序号 · row number as printed';
COMMENT ON COLUMN projects."unit" IS '预算部门（单位） · department or unit';
COMMENT ON COLUMN projects."project" IS '项目名称 · name of the project';
COMMENT ON COLUMN projects."grade" IS '自评结论 · grade of the self-evaluation';
COMMENT ON COLUMN projects."page" IS '所在页 · page';
COMMENT ON COLUMN projects."places" IS '各栏所在行、字、框（JSON） · JSON object, column to [page, line, start, end, x0, y0, x1, y1] of each printed line or cell; characters of the line as in blocks, none in a cell; no box in a text dump; a ninth entry is the place in a file without pages';

CREATE OR REPLACE TABLE funds AS SELECT * FROM read_parquet('funds.parquet');
COMMENT ON COLUMN funds."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN funds."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN funds."source" IS '出处 · annex it stands in: self_evaluation or evaluation_report';
COMMENT ON COLUMN funds."project" IS '项目名称 · name of the project';
COMMENT ON COLUMN funds."row" IS '行序 · row';
COMMENT ON COLUMN funds."role" IS '资金含义标识 · what the item means: total, general_public, gov_funds, state_capital, appropriation, carryover, central, provincial, local, other';
COMMENT ON COLUMN funds."item" IS '资金项目 · fund source as printed';
COMMENT ON COLUMN funds."measure" IS '栏目 · measure: budget, adjusted_budget, actual, actual_other, rate, weight, score, planned, received';
COMMENT ON COLUMN funds."printed" IS '原样数字 · as printed';
COMMENT ON COLUMN funds."unit" IS '单位 · unit';
COMMENT ON COLUMN funds."page" IS '所在页 · page';
COMMENT ON COLUMN funds."places" IS '各栏所在行、字、框（JSON） · JSON object, column to [page, line, start, end, x0, y0, x1, y1] of each printed line or cell; characters of the line as in blocks, none in a cell; no box in a text dump; a ninth entry is the place in a file without pages';

CREATE OR REPLACE TABLE indicators AS SELECT * FROM read_parquet('indicators.parquet');
COMMENT ON COLUMN indicators."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN indicators."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN indicators."source" IS '出处 · annex it stands in: self_evaluation or evaluation_report (its scoring table)';
COMMENT ON COLUMN indicators."project" IS '项目名称 · name of the project';
COMMENT ON COLUMN indicators."row" IS '行序 · row';
COMMENT ON COLUMN indicators."kind" IS '行类：indicator empty_group total · kind of row: indicator empty_group total';
COMMENT ON COLUMN indicators."level_1" IS '一级指标 · first-level indicator';
COMMENT ON COLUMN indicators."level_2" IS '二级指标 · second-level indicator';
COMMENT ON COLUMN indicators."level_3" IS '三级指标 · third-level indicator';
COMMENT ON COLUMN indicators."weight_1" IS '一级权重 · weight printed with the first level';
COMMENT ON COLUMN indicators."weight_2" IS '二级权重 · weight printed with the second level';
COMMENT ON COLUMN indicators."target" IS '年度指标值 · target value';
COMMENT ON COLUMN indicators."actual" IS '实际完成值 · actual value';
COMMENT ON COLUMN indicators."weight" IS '权重或分值 · weight (full marks)';
COMMENT ON COLUMN indicators."score" IS '得分 · score';
COMMENT ON COLUMN indicators."deviation" IS '偏差原因分析及改进措施 · reason printed for a deviation';
COMMENT ON COLUMN indicators."explanation" IS '指标解释 · explanation of the indicator (scoring table)';
COMMENT ON COLUMN indicators."criteria" IS '评价要点 · criteria of the evaluation (scoring table)';
COMMENT ON COLUMN indicators."page" IS '所在页 · page';
COMMENT ON COLUMN indicators."places" IS '各栏所在行、字、框（JSON） · JSON object, column to [page, line, start, end, x0, y0, x1, y1] of each printed line or cell; characters of the line as in blocks, none in a cell; no box in a text dump; a ninth entry is the place in a file without pages';

CREATE OR REPLACE TABLE report_items AS SELECT * FROM read_parquet('report_items.parquet');
COMMENT ON COLUMN report_items."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN report_items."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN report_items."source" IS '出处 · annex it stands in: self_evaluation or evaluation_report';
COMMENT ON COLUMN report_items."project" IS '项目名称 · name of the project';
COMMENT ON COLUMN report_items."row" IS '行序 · row';
COMMENT ON COLUMN report_items."part" IS '部分：fact text spending · part: fact, text or spending';
COMMENT ON COLUMN report_items."item" IS '内容 · label or spending item as printed';
COMMENT ON COLUMN report_items."measure" IS '栏目 · what the label means, or the column; ticked and unticked for boxes';
COMMENT ON COLUMN report_items."printed" IS '原样 · as printed';
COMMENT ON COLUMN report_items."unit" IS '单位 · unit of printed; empty for words and dates';
COMMENT ON COLUMN report_items."page" IS '所在页 · page';
COMMENT ON COLUMN report_items."places" IS '各栏所在行、字、框（JSON） · JSON object, column to [page, line, start, end, x0, y0, x1, y1] of each printed line or cell; characters of the line as in blocks, none in a cell; no box in a text dump; a ninth entry is the place in a file without pages';

CREATE OR REPLACE TABLE glossary AS SELECT * FROM read_parquet('glossary.parquet');
COMMENT ON COLUMN glossary."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN glossary."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN glossary."row" IS '序号 · row';
COMMENT ON COLUMN glossary."term" IS '名词 · term';
COMMENT ON COLUMN glossary."explanation" IS '解释 · explanation';
COMMENT ON COLUMN glossary."page" IS '所在页 · page';
COMMENT ON COLUMN glossary."places" IS '各栏所在行、字、框（JSON） · JSON object, column to [page, line, start, end, x0, y0, x1, y1] of each printed line or cell; characters of the line as in blocks, none in a cell; no box in a text dump; a ninth entry is the place in a file without pages';

CREATE OR REPLACE TABLE tables AS SELECT * FROM read_parquet('tables.parquet');
COMMENT ON COLUMN tables."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN tables."table" IS '表序 · number of the table that is no described form';
COMMENT ON COLUMN tables."form" IS '已知表名标识 · identifier of a form known by its title, columns not described';
COMMENT ON COLUMN tables."title" IS '表上方文字 · line above the table';
COMMENT ON COLUMN tables."page" IS '所在页 · page';
COMMENT ON COLUMN tables."row" IS '行 · row of the cell';
COMMENT ON COLUMN tables."column" IS '列 · column of the cell';
COMMENT ON COLUMN tables."row_span" IS '跨行 · rows that the cell spans';
COMMENT ON COLUMN tables."column_span" IS '跨列 · columns that the cell spans';
COMMENT ON COLUMN tables."text" IS '单元格文字 · text of the cell';
COMMENT ON COLUMN tables."x0" IS '左 · left edge on the page';
COMMENT ON COLUMN tables."y0" IS '上 · top edge on the page';
COMMENT ON COLUMN tables."x1" IS '右 · right edge on the page';
COMMENT ON COLUMN tables."y1" IS '下 · bottom edge on the page';
COMMENT ON COLUMN tables."file" IS '所在文件（由几个文件组成时） · file it stands in, where the account is several';
COMMENT ON COLUMN tables."place" IS '所在位置：表名!C7、¶12、T3!C7；几个文件中的页为 p.3 · place in a file without pages: sheet!C7, ¶12 a paragraph, T3!C7 a cell of a table; p.3 a page of one file of several';

CREATE OR REPLACE TABLE problems AS SELECT * FROM read_parquet('problems.parquet');
COMMENT ON COLUMN problems."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN problems."document_id" IS '文档标识 · document identifier; empty for a file whose bytes could not be had';
COMMENT ON COLUMN problems."page" IS '所在页 · page';
COMMENT ON COLUMN problems."place" IS '位置 · place';
COMMENT ON COLUMN problems."kind" IS '种类 · kind';
COMMENT ON COLUMN problems."message" IS '说明 · what was seen, what was expected, what to do next';
COMMENT ON COLUMN problems."file" IS '所在文件（由几个文件组成时） · file it stands in, where the account is several';

CREATE OR REPLACE TABLE findings AS SELECT * FROM read_parquet('findings.parquet');
COMMENT ON COLUMN findings."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN findings."finding_id" IS '发现的标识（由首个数的所在得出） · identifier of the finding: a hash of form, row and measure, or of section, printed text and order; never of verdict, cause or wording';
COMMENT ON COLUMN findings."severity" IS '程度：gross ordinary last_digit · severity: gross ordinary last_digit';
COMMENT ON COLUMN findings."ground" IS '依据：impossible print omission · ground: impossible (something differs), print (text and form touch in one point only), omission (a remark: something is not there, is there twice, or was not filled in)';
COMMENT ON COLUMN findings."kind" IS '种类 · kind of finding (specs/findings.toml)';
COMMENT ON COLUMN findings."page" IS '首个所在页 · page of the first place';
COMMENT ON COLUMN findings."places" IS '所在各处（JSON） · JSON list of places, the first names the finding: page, form, row, measure, box; or page, section, block, start, end, quote, claim; each with what is printed';
COMMENT ON COLUMN findings."printed" IS '所印 · the number or word as printed';
COMMENT ON COLUMN findings."right" IS '应为 · what would be right; empty where that is not unique';
COMMENT ON COLUMN findings."unit" IS '单位 · unit of printed and right';
COMMENT ON COLUMN findings."sentence_zh" IS '中文一句话 · the finding in one sentence in Chinese';
COMMENT ON COLUMN findings."sentence_en" IS '英文一句话 · the finding in one sentence in English';
COMMENT ON COLUMN findings."cause" IS '原因 · likely cause (specs/findings.toml); empty where its arithmetic proves none';
COMMENT ON COLUMN findings."cause_proof" IS '原因的算式 · the arithmetic that proves the cause';
COMMENT ON COLUMN findings."statements" IS '所说明的陈述（JSON） · JSON list of the claims (claim_id) and checks (identity and instance) that differ because of it';
COMMENT ON COLUMN findings."alternatives" IS '改之亦可相符的其他数（JSON） · JSON list of the other single numbers that would mend it as well: their place and what they should be';
COMMENT ON COLUMN findings."content" IS '内容的哈希 · a hash of what the finding says now; another hash is a changed finding';
COMMENT ON COLUMN findings."file" IS '所在文件（由几个文件组成时） · file it stands in, where the account is several';
COMMENT ON COLUMN findings."place" IS '所在位置：表名!C7、¶12、T3!C7；几个文件中的页为 p.3 · place in a file without pages: sheet!C7, ¶12 a paragraph, T3!C7 a cell of a table; p.3 a page of one file of several';

CREATE OR REPLACE TABLE joint AS SELECT * FROM read_parquet('joint.parquet');
COMMENT ON COLUMN joint."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN joint."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN joint."part" IS '部分 · result (one row), conflict (statements of a set that cannot be true), left_out';
COMMENT ON COLUMN joint."verdict" IS '结论 · of the result: feasible impossible unchecked';
COMMENT ON COLUMN joint."statements" IS '陈述数 · how many statements take part';
COMMENT ON COLUMN joint."conflict" IS '矛盾组 · number of the set';
COMMENT ON COLUMN joint."source" IS '来源 · identity or claim';
COMMENT ON COLUMN joint."statement" IS '陈述标识 · identity with instance or claim_id';
COMMENT ON COLUMN joint."kind" IS '种类 · kind of claim';
COMMENT ON COLUMN joint."page" IS '所在页 · page';
COMMENT ON COLUMN joint."quote" IS '原文 · the words or figures as printed';
COMMENT ON COLUMN joint."note" IS '说明 · what was not decided; why a claim takes no part';

CREATE OR REPLACE TABLE coverage AS SELECT * FROM read_parquet('coverage.parquet');
COMMENT ON COLUMN coverage."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN coverage."block" IS '段落序号 · number of the block of prose';
COMMENT ON COLUMN coverage."section" IS '章节标识 · identifier of the section';
COMMENT ON COLUMN coverage."page" IS '所在页 · page';
COMMENT ON COLUMN coverage."token" IS '数字 · the numeral as printed';
COMMENT ON COLUMN coverage."start" IS '起点 · first character within the block';
COMMENT ON COLUMN coverage."end" IS '终点 · first character after it';
COMMENT ON COLUMN coverage."covered_by" IS '归属 · claim_id or the reason why it states nothing; empty where nothing covers it';

CREATE OR REPLACE TABLE watch AS SELECT * FROM read_parquet('watch.parquet');
COMMENT ON COLUMN watch."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN watch."number" IS '数字标识 · identifier of the printed number: figure_id or claim_id; zeros and blanks are left out';
COMMENT ON COLUMN watch."page" IS '所在页 · page';
COMMENT ON COLUMN watch."printed" IS '原样数字 · as printed';
COMMENT ON COLUMN watch."unit" IS '单位 · unit';
COMMENT ON COLUMN watch."statements" IS '涉及的陈述数 · statements with a verdict in which it stands';
COMMENT ON COLUMN watch."is_judged" IS '是否有陈述核对 · whether any statement with a verdict speaks of it';
COMMENT ON COLUMN watch."is_watched" IS '是否受监视 · whether a change of less than a tenth of it is noticed both up and down';
COMMENT ON COLUMN watch."increase" IS '可察觉的最小增加（末位单位） · least increase that makes a statement differ, in units of the last digit; empty where none does';
COMMENT ON COLUMN watch."increase_noticed_by" IS '察觉增加的陈述 · the statement that notices it';
COMMENT ON COLUMN watch."decrease" IS '可察觉的最小减少（末位单位） · least decrease that makes a statement differ, in units of the last digit; empty where none does';
COMMENT ON COLUMN watch."decrease_noticed_by" IS '察觉减少的陈述 · the statement that notices it';

CREATE OR REPLACE TABLE obligations AS SELECT * FROM read_parquet('obligations.parquet');
COMMENT ON COLUMN obligations."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN obligations."identity" IS '勾稽关系编号 · identity';
COMMENT ON COLUMN obligations."ran" IS '已核实例数 · instances with a verdict';
COMMENT ON COLUMN obligations."not_applicable" IS '不适用实例数 · instances that do not apply';
COMMENT ON COLUMN obligations."not_possible" IS '无法核对的实例数 · instances that could not be judged';
COMMENT ON COLUMN obligations."missing" IS '缺什么（JSON） · JSON object: what was missing and how often';
COMMENT ON COLUMN obligations."reason" IS '为何不适用（JSON） · JSON object: why it does not apply and how often';

CREATE OR REPLACE TABLE notices AS SELECT * FROM read_parquet('notices.parquet');
COMMENT ON COLUMN notices."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN notices."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN notices."page" IS '所在页 · page';
COMMENT ON COLUMN notices."place" IS '位置 · place';
COMMENT ON COLUMN notices."kind" IS '种类 · kind: touch, code_name, template_residue, repeated_text, …';
COMMENT ON COLUMN notices."quote" IS '原文 · the words or figures as printed';
COMMENT ON COLUMN notices."message" IS '说明 · what was noticed';

CREATE OR REPLACE TABLE sources AS SELECT * FROM read_parquet('sources.parquet');
COMMENT ON COLUMN sources."line" IS '行号（表中无其他主键时的主键） · number of the row in its table, the key where a table has no other';
COMMENT ON COLUMN sources."file" IS '文件（在所建文件夹中的路径）；网页所列附件为其网址 · path of the file below the folder that was built; of a file that a page offers the address, as in the page';
COMMENT ON COLUMN sources."became" IS '去向：read failed unknown duplicate attachment joined record hidden archive offered · what became of it: read, failed (see why), unknown (no reader for its kind), duplicate (the bytes of another file), attachment, joined (part of an account of several files), record (says something of others), hidden, archive, offered (by a page, not fetched)';
COMMENT ON COLUMN sources."why" IS '缘由 · why it is no document of its own or could not be read';
COMMENT ON COLUMN sources."sha256" IS '文件SHA-256；多个文件的决算为各文件SHA-256之哈希 · SHA-256 of the file; of an account of several files the hash of theirs';
COMMENT ON COLUMN sources."document_id" IS '文档标识（读成的决算） · document that was read from it';
COMMENT ON COLUMN sources."offered_by" IS '列出该附件的网页 · file whose page offers it';

CREATE OR REPLACE TABLE departments AS SELECT * FROM read_parquet('departments.parquet');
COMMENT ON COLUMN departments."department_id" IS '部门标识（由名称与是否本级得出） · identifier of the department: a hash of its name and of being the own level; kept when the name is corrected';
COMMENT ON COLUMN departments."name" IS '名称 · name';
COMMENT ON COLUMN departments."level" IS '层级：own_level summary unit · level: own_level (本级), summary (汇总, with its units), unit';
COMMENT ON COLUMN departments."region" IS '行政区划代码（GB/T 2260） · region code (GB/T 2260)';
COMMENT ON COLUMN departments."parent" IS '上级部门标识 · identifier of the department it belongs to';
COMMENT ON COLUMN departments."joined_to" IS '同一单位的另一标识（更名等） · identifier of the department that this one is, under another name';
COMMENT ON COLUMN departments."by_hand" IS '是否经人工更正 · whether departments.csv corrects it';

CREATE OR REPLACE TABLE panel AS SELECT * FROM read_parquet('panel.parquet');
COMMENT ON COLUMN panel."document_id" IS '文档标识 · document identifier';
COMMENT ON COLUMN panel."department_id" IS '部门标识 · identifier of the department';
COMMENT ON COLUMN panel."department" IS '部门或单位名称 · name of the department or unit';
COMMENT ON COLUMN panel."level" IS '层级：own_level summary unit · level: own_level, summary, unit; own level and summary are never added';
COMMENT ON COLUMN panel."fiscal_year" IS '决算年度 · fiscal year';
COMMENT ON COLUMN panel."indicator" IS '指标标识 · indicator (table definitions)';
COMMENT ON COLUMN panel."item" IS '科目编码或公开要求；全部为 total · code of the item or number of the requirement; total where the indicator speaks of the whole account';
COMMENT ON COLUMN panel."value" IS '值（单位见 unit） · value at the printed numbers, in the unit of column unit; missing where a number is missing';
COMMENT ON COLUMN panel."low" IS '区间下限 · least value that numbers which print like this allow';
COMMENT ON COLUMN panel."high" IS '区间上限 · greatest value that numbers which print like this allow';
COMMENT ON COLUMN panel."unit" IS '单位：wan_yuan pct per_100 count wan_yuan_each · unit: wan_yuan, pct, per_100 (by 100 statements), count, wan_yuan_each (by counted thing)';
COMMENT ON COLUMN panel."verdict" IS '来源的结论（取最重者） · gravest verdict on the printed numbers it rests on; differs: one of them is named by a finding; unchecked: nothing else states one of them; empty where only counted';
COMMENT ON COLUMN panel."sources" IS '来源（JSON） · JSON list of the figures and claims it rests on';
COMMENT ON COLUMN panel."missing" IS '缺值原因 · why there is no value: no_form declared_empty not_printed blank unreadable not_told zero_base';
COMMENT ON COLUMN panel."missing_place" IS '缺什么 · what is missing: form/row/measure, or what is told of it@place';

CREATE OR REPLACE TABLE cross_year AS SELECT * FROM read_parquet('cross_year.parquet');
COMMENT ON COLUMN cross_year."document_id" IS '文档标识（后一年） · document of the later year';
COMMENT ON COLUMN cross_year."earlier_id" IS '文档标识（上一年） · document of the year before';
COMMENT ON COLUMN cross_year."department_id" IS '部门标识 · identifier of the department';
COMMENT ON COLUMN cross_year."fiscal_year" IS '后一年的年度 · fiscal year of the later account';
COMMENT ON COLUMN cross_year."relation" IS '跨年关系编号；codes 为科目变动 · relation of specs/cross_year.toml; codes for a code that is new, gone or called otherwise';
COMMENT ON COLUMN cross_year."instance" IS '科目编码或行；total 为合计 · code or row; total';
COMMENT ON COLUMN cross_year."place" IS '表/行/栏 · form/row/measure';
COMMENT ON COLUMN cross_year."later_printed" IS '后一年所述的上年数或名称 · what the later account says of the year before (10,000 yuan), or the name of the code';
COMMENT ON COLUMN cross_year."earlier_printed" IS '上一年所印 · what the account of the year before has, or the name of the code';
COMMENT ON COLUMN cross_year."residual_low" IS '差额区间下限 · lower end of later minus earlier';
COMMENT ON COLUMN cross_year."residual_high" IS '差额区间上限 · upper end of later minus earlier';
COMMENT ON COLUMN cross_year."verdict" IS '结论 · verdict: equal rounding differs; unchecked for codes';
COMMENT ON COLUMN cross_year."finding" IS '发现：restated reclassified contradicting；code_new code_gone name_changed crosswalk · of what differs: restated, reclassified, contradicting; of codes: code_new, code_gone, name_changed, crosswalk';
COMMENT ON COLUMN cross_year."sentence_zh" IS '中文一句话 · the finding in one sentence in Chinese';
COMMENT ON COLUMN cross_year."sentence_en" IS '英文一句话 · the finding in one sentence in English';
COMMENT ON COLUMN cross_year."later_sources" IS '后一年的来源（JSON） · JSON list of figures and claims of the later account';
COMMENT ON COLUMN cross_year."earlier_sources" IS '上一年的来源（JSON） · JSON list of figures and claims of the account of the year before';
COMMENT ON COLUMN cross_year."note" IS '对照表的说明 · note of the crosswalk';

CREATE OR REPLACE TABLE definitions AS SELECT * FROM read_parquet('definitions.parquet');
COMMENT ON COLUMN definitions."indicator" IS '指标标识 · identifier of the indicator';
COMMENT ON COLUMN definitions."zh" IS '中文名称 · name in Chinese';
COMMENT ON COLUMN definitions."en" IS '英文名称 · name in English';
COMMENT ON COLUMN definitions."unit" IS '单位 · unit';
COMMENT ON COLUMN definitions."formula" IS '算式（specs/indicators.toml） · formula as in specs/indicators.toml; of several, parted by |, the first that has a value';
COMMENT ON COLUMN definitions."source" IS '出处 · who asks for it';

CREATE OR REPLACE TABLE codes AS SELECT * FROM read_parquet('codes.parquet');
COMMENT ON COLUMN codes."classification" IS '分类：function economic · classification: function, economic';
COMMENT ON COLUMN codes."code" IS '科目编码 · code';
COMMENT ON COLUMN codes."zh" IS '中文名称 · name in Chinese';
COMMENT ON COLUMN codes."en" IS '英文名称 · name in English';

CREATE OR REPLACE TABLE dictionary AS SELECT * FROM read_parquet('dictionary.parquet');
COMMENT ON COLUMN dictionary."table" IS '表 · table';
COMMENT ON COLUMN dictionary."column" IS '列 · column';
COMMENT ON COLUMN dictionary."type" IS '类型 · type';
COMMENT ON COLUMN dictionary."unit" IS '单位 · unit';
COMMENT ON COLUMN dictionary."zh" IS '中文含义 · meaning in Chinese';
COMMENT ON COLUMN dictionary."en" IS '英文含义 · meaning in English';

CREATE OR REPLACE VIEW panel_wide AS
SELECT document_id, any_value(department) AS department, any_value(fiscal_year) AS fiscal_year,
       max(value) FILTER (WHERE indicator = 'revenue') AS revenue,
       max(value) FILTER (WHERE indicator = 'expenditure') AS expenditure,
       max(value) FILTER (WHERE indicator = 'sources') AS sources,
       max(value) FILTER (WHERE indicator = 'uses') AS uses,
       max(value) FILTER (WHERE indicator = 'appropriation') AS appropriation,
       max(value) FILTER (WHERE indicator = 'general_public') AS general_public,
       max(value) FILTER (WHERE indicator = 'gov_funds') AS gov_funds,
       max(value) FILTER (WHERE indicator = 'state_capital') AS state_capital,
       max(value) FILTER (WHERE indicator = 'basic') AS basic,
       max(value) FILTER (WHERE indicator = 'project') AS project,
       max(value) FILTER (WHERE indicator = 'personnel') AS personnel,
       max(value) FILTER (WHERE indicator = 'running') AS running,
       max(value) FILTER (WHERE indicator = 'appropriation_share') AS appropriation_share,
       max(value) FILTER (WHERE indicator = 'higher_subsidy_share') AS higher_subsidy_share,
       max(value) FILTER (WHERE indicator = 'service_revenue_share') AS service_revenue_share,
       max(value) FILTER (WHERE indicator = 'business_revenue_share') AS business_revenue_share,
       max(value) FILTER (WHERE indicator = 'affiliate_remittance_share') AS affiliate_remittance_share,
       max(value) FILTER (WHERE indicator = 'other_revenue_share') AS other_revenue_share,
       max(value) FILTER (WHERE indicator = 'basic_share') AS basic_share,
       max(value) FILTER (WHERE indicator = 'project_share') AS project_share,
       max(value) FILTER (WHERE indicator = 'higher_remittance_share') AS higher_remittance_share,
       max(value) FILTER (WHERE indicator = 'business_expenditure_share') AS business_expenditure_share,
       max(value) FILTER (WHERE indicator = 'affiliate_subsidy_share') AS affiliate_subsidy_share,
       max(value) FILTER (WHERE indicator = 'general_public_share') AS general_public_share,
       max(value) FILTER (WHERE indicator = 'gov_funds_share') AS gov_funds_share,
       max(value) FILTER (WHERE indicator = 'personnel_of_basic') AS personnel_of_basic,
       max(value) FILTER (WHERE indicator = 'running_of_basic') AS running_of_basic,
       max(value) FILTER (WHERE indicator = 'personnel_share') AS personnel_share,
       max(value) FILTER (WHERE indicator = 'running_share') AS running_share,
       max(value) FILTER (WHERE indicator = 'budget') AS budget,
       max(value) FILTER (WHERE indicator = 'execution') AS execution,
       max(value) FILTER (WHERE indicator = 'execution_adjusted') AS execution_adjusted,
       max(value) FILTER (WHERE indicator = 'execution_appropriation') AS execution_appropriation,
       max(value) FILTER (WHERE indicator = 'deviation') AS deviation,
       max(value) FILTER (WHERE indicator = 'deviation_rate') AS deviation_rate,
       max(value) FILTER (WHERE indicator = 'composition_variance') AS composition_variance,
       max(value) FILTER (WHERE indicator = 'sources_before') AS sources_before,
       max(value) FILTER (WHERE indicator = 'sources_change') AS sources_change,
       max(value) FILTER (WHERE indicator = 'sources_growth') AS sources_growth,
       max(value) FILTER (WHERE indicator = 'appropriation_growth') AS appropriation_growth,
       max(value) FILTER (WHERE indicator = 'general_public_before') AS general_public_before,
       max(value) FILTER (WHERE indicator = 'general_public_change') AS general_public_change,
       max(value) FILTER (WHERE indicator = 'general_public_growth') AS general_public_growth,
       max(value) FILTER (WHERE indicator = 'three_public_growth') AS three_public_growth,
       max(value) FILTER (WHERE indicator = 'procurement') AS procurement,
       max(value) FILTER (WHERE indicator = 'procurement_share') AS procurement_share,
       max(value) FILTER (WHERE indicator = 'procurement_goods_share') AS procurement_goods_share,
       max(value) FILTER (WHERE indicator = 'procurement_works_share') AS procurement_works_share,
       max(value) FILTER (WHERE indicator = 'procurement_services_share') AS procurement_services_share,
       max(value) FILTER (WHERE indicator = 'sme') AS sme,
       max(value) FILTER (WHERE indicator = 'sme_share') AS sme_share,
       max(value) FILTER (WHERE indicator = 'small_micro_of_sme') AS small_micro_of_sme,
       max(value) FILTER (WHERE indicator = 'small_micro_share') AS small_micro_share,
       max(value) FILTER (WHERE indicator = 'sme_reserved_share') AS sme_reserved_share,
       max(value) FILTER (WHERE indicator = 'sme_goods_share') AS sme_goods_share,
       max(value) FILTER (WHERE indicator = 'sme_works_share') AS sme_works_share,
       max(value) FILTER (WHERE indicator = 'sme_services_share') AS sme_services_share,
       max(value) FILTER (WHERE indicator = 'three_public') AS three_public,
       max(value) FILTER (WHERE indicator = 'three_public_budget') AS three_public_budget,
       max(value) FILTER (WHERE indicator = 'three_public_execution') AS three_public_execution,
       max(value) FILTER (WHERE indicator = 'overseas_travel') AS overseas_travel,
       max(value) FILTER (WHERE indicator = 'vehicles') AS vehicles,
       max(value) FILTER (WHERE indicator = 'vehicle_purchase') AS vehicle_purchase,
       max(value) FILTER (WHERE indicator = 'vehicle_running') AS vehicle_running,
       max(value) FILTER (WHERE indicator = 'hospitality') AS hospitality,
       max(value) FILTER (WHERE indicator = 'overseas_travel_share') AS overseas_travel_share,
       max(value) FILTER (WHERE indicator = 'vehicles_share') AS vehicles_share,
       max(value) FILTER (WHERE indicator = 'hospitality_share') AS hospitality_share,
       max(value) FILTER (WHERE indicator = 'three_public_share') AS three_public_share,
       max(value) FILTER (WHERE indicator = 'three_public_of_running') AS three_public_of_running,
       max(value) FILTER (WHERE indicator = 'per_trip') AS per_trip,
       max(value) FILTER (WHERE indicator = 'per_traveller') AS per_traveller,
       max(value) FILTER (WHERE indicator = 'per_vehicle') AS per_vehicle,
       max(value) FILTER (WHERE indicator = 'per_visitor') AS per_visitor,
       max(value) FILTER (WHERE indicator = 'per_reception') AS per_reception,
       max(value) FILTER (WHERE indicator = 'agency_operating') AS agency_operating,
       max(value) FILTER (WHERE indicator = 'agency_operating_growth') AS agency_operating_growth,
       max(value) FILTER (WHERE indicator = 'agency_operating_share') AS agency_operating_share,
       max(value) FILTER (WHERE indicator = 'staff_authorised') AS staff_authorised,
       max(value) FILTER (WHERE indicator = 'staff_present') AS staff_present,
       max(value) FILTER (WHERE indicator = 'staff_of_posts') AS staff_of_posts,
       max(value) FILTER (WHERE indicator = 'agency_operating_per_head') AS agency_operating_per_head,
       max(value) FILTER (WHERE indicator = 'personnel_per_head') AS personnel_per_head,
       max(value) FILTER (WHERE indicator = 'opening_balance') AS opening_balance,
       max(value) FILTER (WHERE indicator = 'closing_balance') AS closing_balance,
       max(value) FILTER (WHERE indicator = 'carry_over_rate') AS carry_over_rate,
       max(value) FILTER (WHERE indicator = 'appropriation_carry_over_rate') AS appropriation_carry_over_rate,
       max(value) FILTER (WHERE indicator = 'balance_change') AS balance_change,
       max(value) FILTER (WHERE indicator = 'projects_listed') AS projects_listed,
       max(value) FILTER (WHERE indicator = 'projects_excellent_share') AS projects_excellent_share,
       max(value) FILTER (WHERE indicator = 'projects_with_money') AS projects_with_money,
       max(value) FILTER (WHERE indicator = 'project_money_share') AS project_money_share,
       max(value) FILTER (WHERE indicator = 'project_money_execution') AS project_money_execution,
       max(value) FILTER (WHERE indicator = 'measured_share') AS measured_share,
       max(value) FILTER (WHERE indicator = 'transparency_met') AS transparency_met,
       max(value) FILTER (WHERE indicator = 'statements') AS statements,
       max(value) FILTER (WHERE indicator = 'holding_share') AS holding_share,
       max(value) FILTER (WHERE indicator = 'findings_gross') AS findings_gross,
       max(value) FILTER (WHERE indicator = 'findings_ordinary') AS findings_ordinary,
       max(value) FILTER (WHERE indicator = 'findings_last_digit') AS findings_last_digit,
       max(value) FILTER (WHERE indicator = 'omissions') AS omissions,
       max(value) FILTER (WHERE indicator = 'watched_share') AS watched_share,
       max(value) FILTER (WHERE indicator = 'judged_share') AS judged_share
FROM panel WHERE item = 'total' GROUP BY document_id ORDER BY department, fiscal_year;
COMMENT ON COLUMN panel_wide.revenue IS '本年收入合计 · revenue for the year (wan_yuan)';
COMMENT ON COLUMN panel_wide.expenditure IS '本年支出合计 · expenditure for the year (wan_yuan)';
COMMENT ON COLUMN panel_wide.sources IS '收入总计 · total sources (wan_yuan)';
COMMENT ON COLUMN panel_wide.uses IS '支出总计 · total uses (wan_yuan)';
COMMENT ON COLUMN panel_wide.appropriation IS '财政拨款收入 · revenue from budget appropriation (wan_yuan)';
COMMENT ON COLUMN panel_wide.general_public IS '一般公共预算财政拨款支出 · expenditure of the general public budget (wan_yuan)';
COMMENT ON COLUMN panel_wide.gov_funds IS '政府性基金预算财政拨款支出 · expenditure of government-managed funds (wan_yuan)';
COMMENT ON COLUMN panel_wide.state_capital IS '国有资本经营预算财政拨款支出 · expenditure of the state capital budget (wan_yuan)';
COMMENT ON COLUMN panel_wide.basic IS '基本支出 · basic expenditure (wan_yuan)';
COMMENT ON COLUMN panel_wide.project IS '项目支出 · project expenditure (wan_yuan)';
COMMENT ON COLUMN panel_wide.personnel IS '人员经费 · personnel expenses (wan_yuan)';
COMMENT ON COLUMN panel_wide.running IS '公用经费 · non-personnel running expenses (wan_yuan)';
COMMENT ON COLUMN panel_wide.appropriation_share IS '财政拨款收入占本年收入 · share of budget appropriation in revenue (pct)';
COMMENT ON COLUMN panel_wide.higher_subsidy_share IS '上级补助收入占本年收入 · share of subsidy from the higher unit in revenue (pct)';
COMMENT ON COLUMN panel_wide.service_revenue_share IS '事业收入占本年收入 · share of service revenue in revenue (pct)';
COMMENT ON COLUMN panel_wide.business_revenue_share IS '经营收入占本年收入 · share of business revenue in revenue (pct)';
COMMENT ON COLUMN panel_wide.affiliate_remittance_share IS '附属单位上缴收入占本年收入 · share of remittance from affiliated units in revenue (pct)';
COMMENT ON COLUMN panel_wide.other_revenue_share IS '其他收入占本年收入 · share of other revenue in revenue (pct)';
COMMENT ON COLUMN panel_wide.basic_share IS '基本支出占本年支出 · share of basic expenditure (pct)';
COMMENT ON COLUMN panel_wide.project_share IS '项目支出占本年支出 · share of project expenditure (pct)';
COMMENT ON COLUMN panel_wide.higher_remittance_share IS '上缴上级支出占本年支出 · share of remittance to the higher unit (pct)';
COMMENT ON COLUMN panel_wide.business_expenditure_share IS '经营支出占本年支出 · share of business expenditure (pct)';
COMMENT ON COLUMN panel_wide.affiliate_subsidy_share IS '对附属单位补助支出占本年支出 · share of subsidy to affiliated units (pct)';
COMMENT ON COLUMN panel_wide.general_public_share IS '一般公共预算支出占本年支出 · share of the general public budget in expenditure (pct)';
COMMENT ON COLUMN panel_wide.gov_funds_share IS '政府性基金预算支出占本年支出 · share of government-managed funds in expenditure (pct)';
COMMENT ON COLUMN panel_wide.personnel_of_basic IS '人员经费占基本支出 · personnel expenses in basic expenditure (pct)';
COMMENT ON COLUMN panel_wide.running_of_basic IS '公用经费占基本支出 · running expenses in basic expenditure (pct)';
COMMENT ON COLUMN panel_wide.personnel_share IS '人员经费占一般公共预算支出 · personnel expenses in expenditure of the general public budget (pct)';
COMMENT ON COLUMN panel_wide.running_share IS '公用经费占一般公共预算支出 · running expenses in expenditure of the general public budget (pct)';
COMMENT ON COLUMN panel_wide.budget IS '一般公共预算支出年初预算 · approved budget of the general public budget (wan_yuan)';
COMMENT ON COLUMN panel_wide.execution IS '一般公共预算支出完成年初预算 · execution of the approved budget (pct)';
COMMENT ON COLUMN panel_wide.execution_adjusted IS '一般公共预算支出完成全年（调整）预算 · execution of the adjusted budget (pct)';
COMMENT ON COLUMN panel_wide.execution_appropriation IS '财政拨款支出完成年初预算 · execution of the approved appropriation (pct)';
COMMENT ON COLUMN panel_wide.deviation IS '决算减年初预算 · final figure less approved budget (wan_yuan)';
COMMENT ON COLUMN panel_wide.deviation_rate IS '决算偏离年初预算 · deviation from the approved budget (pct)';
COMMENT ON COLUMN panel_wide.composition_variance IS '支出构成偏离度 · composition variance of the items (pct)';
COMMENT ON COLUMN panel_wide.sources_before IS '上年收入总计（推算） · total sources of the year before, implied (wan_yuan)';
COMMENT ON COLUMN panel_wide.sources_change IS '收入总计增减额 · change of total sources (wan_yuan)';
COMMENT ON COLUMN panel_wide.sources_growth IS '收入总计增减率 · growth of total sources (pct)';
COMMENT ON COLUMN panel_wide.appropriation_growth IS '财政拨款收入总计增减率 · growth of the sources of budget appropriation (pct)';
COMMENT ON COLUMN panel_wide.general_public_before IS '上年一般公共预算支出（推算） · expenditure of the general public budget of the year before, implied (wan_yuan)';
COMMENT ON COLUMN panel_wide.general_public_change IS '一般公共预算支出增减额 · change of expenditure of the general public budget (wan_yuan)';
COMMENT ON COLUMN panel_wide.general_public_growth IS '一般公共预算支出增减率 · growth of expenditure of the general public budget (pct)';
COMMENT ON COLUMN panel_wide.three_public_growth IS '“三公”经费增减率 · growth of the three public expenses (pct)';
COMMENT ON COLUMN panel_wide.procurement IS '政府采购支出总额 · procurement (wan_yuan)';
COMMENT ON COLUMN panel_wide.procurement_share IS '政府采购占本年支出 · procurement in all expenditure (pct)';
COMMENT ON COLUMN panel_wide.procurement_goods_share IS '货物占政府采购 · goods in procurement (pct)';
COMMENT ON COLUMN panel_wide.procurement_works_share IS '工程占政府采购 · works in procurement (pct)';
COMMENT ON COLUMN panel_wide.procurement_services_share IS '服务占政府采购 · services in procurement (pct)';
COMMENT ON COLUMN panel_wide.sme IS '授予中小企业合同金额 · contracts of small and medium enterprises (wan_yuan)';
COMMENT ON COLUMN panel_wide.sme_share IS '授予中小企业合同金额占政府采购 · small and medium enterprises in procurement (pct)';
COMMENT ON COLUMN panel_wide.small_micro_of_sme IS '授予小微企业占授予中小企业 · small and micro among small and medium enterprises (pct)';
COMMENT ON COLUMN panel_wide.small_micro_share IS '授予小微企业合同金额占政府采购 · small and micro enterprises in procurement (pct)';
COMMENT ON COLUMN panel_wide.sme_reserved_share IS '预留给中小企业的采购占政府采购 · procurement reserved for small and medium enterprises (pct)';
COMMENT ON COLUMN panel_wide.sme_goods_share IS '中小企业占货物采购（文中所印） · small and medium enterprises in goods, as printed (pct)';
COMMENT ON COLUMN panel_wide.sme_works_share IS '中小企业占工程采购（文中所印） · small and medium enterprises in works, as printed (pct)';
COMMENT ON COLUMN panel_wide.sme_services_share IS '中小企业占服务采购（文中所印） · small and medium enterprises in services, as printed (pct)';
COMMENT ON COLUMN panel_wide.three_public IS '“三公”经费决算 · three public expenses (wan_yuan)';
COMMENT ON COLUMN panel_wide.three_public_budget IS '“三公”经费预算 · budget of the three public expenses (wan_yuan)';
COMMENT ON COLUMN panel_wide.three_public_execution IS '“三公”经费完成预算 · execution of the three public expenses (pct)';
COMMENT ON COLUMN panel_wide.overseas_travel IS '因公出国（境）费 · official overseas travel (wan_yuan)';
COMMENT ON COLUMN panel_wide.vehicles IS '公务用车购置及运行维护费 · official vehicles (wan_yuan)';
COMMENT ON COLUMN panel_wide.vehicle_purchase IS '公务用车购置费 · official vehicle purchase (wan_yuan)';
COMMENT ON COLUMN panel_wide.vehicle_running IS '公务用车运行维护费 · official vehicle running costs (wan_yuan)';
COMMENT ON COLUMN panel_wide.hospitality IS '公务接待费 · official hospitality (wan_yuan)';
COMMENT ON COLUMN panel_wide.overseas_travel_share IS '因公出国（境）费占“三公”经费 · overseas travel in the three public expenses (pct)';
COMMENT ON COLUMN panel_wide.vehicles_share IS '公务用车费占“三公”经费 · vehicles in the three public expenses (pct)';
COMMENT ON COLUMN panel_wide.hospitality_share IS '公务接待费占“三公”经费 · hospitality in the three public expenses (pct)';
COMMENT ON COLUMN panel_wide.three_public_share IS '“三公”经费占一般公共预算支出 · three public expenses in expenditure of the general public budget (pct)';
COMMENT ON COLUMN panel_wide.three_public_of_running IS '“三公”经费占公用经费 · three public expenses in running expenses (pct)';
COMMENT ON COLUMN panel_wide.per_trip IS '每个出国（境）团组支出 · overseas travel by group (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.per_traveller IS '每出国（境）人次支出 · overseas travel by traveller (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.per_vehicle IS '每辆公务用车运行维护费 · running costs by vehicle (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.per_visitor IS '每接待人次支出 · hospitality by visitor (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.per_reception IS '每接待批次支出 · hospitality by reception (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.agency_operating IS '机关运行经费 · agency operating expenses (wan_yuan)';
COMMENT ON COLUMN panel_wide.agency_operating_growth IS '机关运行经费增减率 · growth of agency operating expenses (pct)';
COMMENT ON COLUMN panel_wide.agency_operating_share IS '机关运行经费占一般公共预算支出 · agency operating expenses in expenditure of the general public budget (pct)';
COMMENT ON COLUMN panel_wide.staff_authorised IS '人员编制数 · authorised posts (count)';
COMMENT ON COLUMN panel_wide.staff_present IS '实有人数 · staff (count)';
COMMENT ON COLUMN panel_wide.staff_of_posts IS '实有人数占编制数 · staff in authorised posts (pct)';
COMMENT ON COLUMN panel_wide.agency_operating_per_head IS '人均机关运行经费（实有人数；未列的按编制数） · agency operating expenses per head (of staff, or of posts where only these are told) (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.personnel_per_head IS '人均人员经费（实有人数；未列的按编制数） · personnel expenses per head (of staff, or of posts where only these are told) (wan_yuan_each)';
COMMENT ON COLUMN panel_wide.opening_balance IS '年初结转和结余 · opening carry-over and balance (wan_yuan)';
COMMENT ON COLUMN panel_wide.closing_balance IS '年末结转和结余 · closing carry-over and balance (wan_yuan)';
COMMENT ON COLUMN panel_wide.carry_over_rate IS '年末结转和结余占可用资金（年初结转和结余＋本年收入） · closing balance in opening balance and revenue (pct)';
COMMENT ON COLUMN panel_wide.appropriation_carry_over_rate IS '年末财政拨款结转和结余占可用财政拨款 · closing balance in opening balance and revenue of budget appropriation (pct)';
COMMENT ON COLUMN panel_wide.balance_change IS '结转和结余增减额 · closing less opening balance (wan_yuan)';
COMMENT ON COLUMN panel_wide.projects_listed IS '自评项目数 · self-evaluated projects listed (count)';
COMMENT ON COLUMN panel_wide.projects_excellent_share IS '自评结论为“优”的项目占比 · projects graded excellent (pct)';
COMMENT ON COLUMN panel_wide.projects_with_money IS '公布资金的项目数 · projects with published money (count)';
COMMENT ON COLUMN panel_wide.project_money_share IS '公布到项目的支出占项目支出 · project expenditure published by project (pct)';
COMMENT ON COLUMN panel_wide.project_money_execution IS '公布资金的项目的执行率 · execution of the projects with published money (pct)';
COMMENT ON COLUMN panel_wide.measured_share IS '绩效指标中实际值为数值（非照抄目标）的占比 · performance indicators with a measured value (pct)';
COMMENT ON COLUMN panel_wide.transparency_met IS '满足的公开要求占可核的要求 · requirements met among those that apply and can be told (pct)';
COMMENT ON COLUMN panel_wide.statements IS '有结论的陈述数 · statements with a verdict other than unchecked (count)';
COMMENT ON COLUMN panel_wide.holding_share IS '相符（含四舍五入可解释）的陈述占比 · statements that hold, rounding included (pct)';
COMMENT ON COLUMN panel_wide.findings_gross IS '每百条陈述的重大发现 · gross findings by 100 statements (per_100)';
COMMENT ON COLUMN panel_wide.findings_ordinary IS '每百条陈述的一般发现 · ordinary findings by 100 statements (per_100)';
COMMENT ON COLUMN panel_wide.findings_last_digit IS '每百条陈述的末位数发现 · findings of the last digit by 100 statements (per_100)';
COMMENT ON COLUMN panel_wide.omissions IS '应有而无的发现数 · findings of something that is not there (count)';
COMMENT ON COLUMN panel_wide.watched_share IS '改动可察觉的数占所印非零数 · printed numbers in which an error of a tenth would be noticed (pct)';
COMMENT ON COLUMN panel_wide.judged_share IS '有陈述核对的数占所印非零数 · printed numbers that some statement with a verdict speaks of (pct)';

CREATE OR REPLACE VIEW sme_ratio AS
SELECT department, fiscal_year, value AS sme_share_pct, low, high, verdict, missing, document_id
FROM panel WHERE indicator = 'sme_share'
ORDER BY department, fiscal_year;
COMMENT ON VIEW sme_ratio IS '各部门授予中小企业合同金额占政府采购（%） · small and medium enterprises in procurement, by department';

CREATE OR REPLACE VIEW execution_by_function AS
SELECT p.department, p.fiscal_year, p.item AS code, c.zh, c.en,
       coalesce(p.value, a.value) AS execution_pct, coalesce(p.low, a.low) AS low,
       coalesce(p.high, a.high) AS high,
       CASE WHEN p.value IS NOT NULL THEN 'approved' WHEN a.value IS NOT NULL THEN 'adjusted' END AS budget,
       coalesce(p.verdict, a.verdict) AS verdict,
       CASE WHEN p.value IS NULL AND a.value IS NULL THEN p.missing END AS missing, p.document_id
FROM panel p
JOIN panel a ON a.document_id = p.document_id AND a.item = p.item AND a.indicator = 'execution_adjusted_by_class'
LEFT JOIN codes c ON c.classification = 'function' AND c.code = p.item
WHERE p.indicator = 'execution_by_class'
ORDER BY p.department, p.fiscal_year, code;
COMMENT ON VIEW execution_by_function IS '各部门功能分类（类）的预算执行率（%）；文中只有全年（调整）预算的，用后者 · execution by department and functional class; of the adjusted budget where only that is told';

CREATE OR REPLACE VIEW change_by_department AS
SELECT g.department, g.fiscal_year, b.value AS before_wan_yuan, s.value AS sources_wan_yuan,
       c.value AS change_wan_yuan, g.value AS growth_pct, g.low, g.high, g.verdict, g.missing, g.document_id
FROM panel g
JOIN panel b ON b.document_id = g.document_id AND b.indicator = 'sources_before'
JOIN panel c ON c.document_id = g.document_id AND c.indicator = 'sources_change'
JOIN panel s ON s.document_id = g.document_id AND s.indicator = 'sources'
WHERE g.indicator = 'sources_growth'
ORDER BY g.department, g.fiscal_year;
COMMENT ON VIEW change_by_department IS '各部门收入总计较上年的变动（各账自述） · change of total sources against the year before, as each account tells it';

CREATE OR REPLACE VIEW spending_by_function AS
SELECT a.department, a.fiscal_year, a.item AS code, c.zh, c.en, a.value AS amount_wan_yuan,
       s.value AS share_pct, s.low, s.high, a.verdict, a.document_id
FROM panel a
JOIN panel s ON s.document_id = a.document_id AND s.item = a.item AND s.indicator = 'function_share'
LEFT JOIN codes c ON c.classification = 'function' AND c.code = a.item
WHERE a.indicator = 'function_amount'
ORDER BY a.department, a.fiscal_year, code;
COMMENT ON VIEW spending_by_function IS '各部门一般公共预算支出的功能分类构成 · expenditure of the general public budget by department and functional class';

CREATE OR REPLACE VIEW spending_by_economic_class AS
SELECT a.department, a.fiscal_year, a.item AS code, c.zh, c.en, a.value AS amount_wan_yuan,
       s.value AS share_pct, s.low, s.high, a.verdict, a.document_id
FROM panel a
JOIN panel s ON s.document_id = a.document_id AND s.item = a.item AND s.indicator = 'economic_share'
LEFT JOIN codes c ON c.classification = 'economic' AND c.code = a.item
WHERE a.indicator = 'economic_amount'
ORDER BY a.department, a.fiscal_year, code;
COMMENT ON VIEW spending_by_economic_class IS '各部门基本支出的经济分类构成 · basic expenditure by department and economic class';

CREATE OR REPLACE VIEW contradictions AS
SELECT d.department, d.fiscal_year, f.severity, f.kind, f.page, f.sentence_zh, f.sentence_en, f.document_id, f.finding_id
FROM findings f JOIN documents d USING (document_id)
WHERE f.ground = 'impossible'
ORDER BY d.department, d.fiscal_year, f.severity, f.finding_id;
COMMENT ON VIEW contradictions IS '各部门的发现（不可能同时成立的数） · findings by department: numbers that cannot all be true';

CREATE OR REPLACE VIEW transparency_scores AS
SELECT department, fiscal_year, item AS requirement, value AS met_pct, document_id
FROM panel WHERE indicator = 'transparency'
ORDER BY department, fiscal_year, requirement;
COMMENT ON VIEW transparency_scores IS '各部门满足各项公开要求的程度（%） · how far each department meets each requirement';

CREATE OR REPLACE VIEW growth_between_accounts AS
SELECT l.department, l.fiscal_year, l.indicator, e.value AS earlier, l.value AS later, l.value - e.value AS change,
       CASE WHEN e.low > 0 THEN 100 * (l.value / e.value - 1) END AS growth_pct, l.unit, l.department_id
FROM panel l
JOIN panel e ON e.department_id = l.department_id AND e.indicator = l.indicator AND e.item = l.item
            AND e.fiscal_year = l.fiscal_year - 1
WHERE l.item = 'total' AND l.value IS NOT NULL AND e.value IS NOT NULL
ORDER BY l.department, l.indicator, l.fiscal_year;
COMMENT ON VIEW growth_between_accounts IS '两年决算自身的变动（总体指标） · change between the accounts of two years themselves, of whole accounts';

CREATE OR REPLACE VIEW years_that_disagree AS
SELECT d.name AS department, c.fiscal_year, c.finding, c.later_printed, c.earlier_printed, c.sentence_zh, c.sentence_en,
       c.document_id, c.earlier_id
FROM cross_year c JOIN departments d USING (department_id)
WHERE c.verdict = 'differs'
ORDER BY department, c.fiscal_year, c.relation, c.instance;
COMMENT ON VIEW years_that_disagree IS '后一年所述上年数与上年决算不符 · where the later account''s year before is not what the account of that year says';

CREATE OR REPLACE VIEW departments_by_year AS
SELECT d.name AS department, d.level, d.region, a.fiscal_year, a.standing, a.document_id, a.source_file
FROM documents a LEFT JOIN departments d USING (department_id)
ORDER BY department, a.fiscal_year, a.standing;
COMMENT ON VIEW departments_by_year IS '哪些部门有哪些年度 · which departments have which years';

CREATE OR REPLACE VIEW expenditure_by_year AS
SELECT p.fiscal_year, count(p.value) AS departments, sum(p.value) AS expenditure_wan_yuan, sum(p.low) AS low, sum(p.high) AS high
FROM panel p
LEFT JOIN departments d ON d.department_id = p.department_id
WHERE p.indicator = 'expenditure' AND NOT EXISTS (
  SELECT 1 FROM panel w WHERE w.department_id = d.parent AND w.fiscal_year = p.fiscal_year AND w.indicator = 'expenditure'
)
GROUP BY p.fiscal_year ORDER BY p.fiscal_year;
COMMENT ON VIEW expenditure_by_year IS '各年度支出合计：上级部门在库的单位不重复计入 · expenditure by year; a unit whose department is in the corpus is not added again';
