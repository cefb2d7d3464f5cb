"""The words of intake codes."""

FIELDS: dict[str, tuple[str, str]] = {
    "customer": ("客户", "customer"),
    "name": ("客户名称", "customer name"),
    "code": ("客户编码", "customer code"),
    "order": ("订单号", "order id"),
    "date": ("订单日期", "order date"),
    "amount": ("金额", "amount"),
    "quantity": ("数量", "quantity"),
    "price": ("单价", "unit price"),
    "product": ("商品", "product"),
    "since": ("合作起始日", "customer since"),
    "stage": ("客户阶段", "stage"),
    "industry": ("行业", "industry"),
    "region": ("区域", "region"),
    "parent": ("所属集团", "parent"),
    "grade": ("现有级别", "present grade"),
    "worse_rounds": ("连续低于现级的轮数", "rounds below the present grade"),
    "due_on": ("应付日期", "due date"),
    "paid_on": ("付款日期", "date paid"),
    "happened_on": ("发生日期", "date it happened"),
    "closed_on": ("结束日期", "date it was closed"),
    "severity": ("严重程度", "severity"),
    "kind": ("类型", "kind"),
}

_EQUAL = {
    f"intake.columns_equal.{field}": (
        f"文件 {{file}}：这几列都像“{zh}”：{{columns}}。系统不替您猜，请加参数指明一列，例如 --map {{example}}",
        f"File {{file}}: several columns could be the {en}: {{columns}}. Say which one, for example --map {{example}}",
    )
    for field, (zh, en) in FIELDS.items()
}
_MISSING = {
    f"intake.columns_missing.{field}": (
        f"文件 {{file}} 里没有找到“{zh}”列。现有列名：{{headers}}。请加参数指明，例如 --map {field}={{example}}",
        f"File {{file}}: no column found for the {en}. Its columns are: {{headers}}. "
        f"Say which one, for example --map {field}={{example}}",
    )
    for field, (zh, en) in FIELDS.items()
}
_REFUSALS = {
    "intake.no_such_file": (
        "找不到文件 {file}。请检查路径和文件名。",
        "There is no file {file}. Check the path and the name.",
    ),
    "intake.overwrites": (
        "结果会覆盖要读取的文件 {file}。请先把它改名或另存到别处，再试。",
        "The results would overwrite {file}, which is to be read. Rename it or move it and try again.",
    ),
    "intake.is_folder": ("{file} 是文件夹。请写出其中的一个文件。", "{file} is a folder. Name one file in it."),
    "intake.empty_file": ("文件 {file} 是空的。请重新导出。", "File {file} is empty. Export it again."),
    "intake.header_only": (
        "文件 {file} 只有表头，没有数据行。列名：{headers}。请检查导出条件（如日期范围）后重新导出。",
        "File {file} has a heading but no rows. Columns: {headers}. Check what was exported (dates?) and export again.",
    ),
    "intake.old_excel": (
        "文件 {file} 是旧版 Excel（.xls）。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再试。",
        "File {file} is an old Excel file (.xls). Open it in Excel, save it as .xlsx and try again.",
    ),
    "intake.protected": (
        "文件 {file} 有打开密码。请在 Excel 中去掉密码，另存为 .xlsx 后再试。",
        "File {file} is protected by a password. Remove the password in Excel, save it as .xlsx and try again.",
    ),
    "intake.web_page": (
        "文件 {file} 其实是网页或 XML，不是表格。请在 Excel 中打开，另存为 .xlsx 后再试。",
        "File {file} is really a web page or XML. Open it in Excel, save it as .xlsx and try again.",
    ),
    "intake.not_a_table": (
        "文件 {file} 不是表格。可以读的有 CSV、XLSX、Parquet。",
        "File {file} is not a table. CSV, XLSX and Parquet can be read.",
    ),
    "intake.bad_workbook": (
        "文件 {file} 打不开：不是完好的 XLSX。请在 Excel 中打开，另存为 .xlsx 后再试。",
        "File {file} cannot be opened as XLSX. Open it in Excel, save it as .xlsx and try again.",
    ),
    "intake.bad_parquet": (
        "文件 {file} 不是完好的 Parquet。请重新导出。",
        "File {file} is not a sound Parquet file. Export it again.",
    ),
    "intake.encoding": (
        "文件 {file} 第 {line} 行（第 {byte} 字节）不是 UTF-8，也不是 GB18030 文字。"
        "请在 Excel 中打开，另存为“CSV UTF-8”或 XLSX 后再试。",
        "File {file}, line {line} (byte {byte}) is neither UTF-8 nor GB18030 text. "
        "Open it in Excel, save it as “CSV UTF-8” or XLSX and try again.",
    ),
    "intake.map_syntax": (
        "--map 里的“{part}”写法不对。应写成 字段=列名，多个用逗号隔开，例如 customer=客户编号,date=下单日期",
        "“{part}” in --map is not field=column. Write for example customer=CustomerID,date=InvoiceDate",
    ),
    "intake.map_field": (
        "--map 里没有“{given}”这个字段。您要的可能是：{nearest}",
        "--map knows no field “{given}”. Perhaps: {nearest}",
    ),
    "intake.map_twice": (
        "--map 里“{given}”的字段或列已经写过一次。请只留一个。",
        "--map names the field or the column of “{given}” twice. Keep one.",
    ),
    "intake.map_column": (
        "--map 写了 {given}={column}，但文件里没有“{column}”这一列。您要的可能是：{nearest}",
        "--map says {given}={column}, but no file has a column “{column}”. Perhaps: {nearest}",
    ),
    "intake.column_twice": (
        "文件 {file} 里有两列都叫“{column}”。请在文件中把其中一列改名后再试。",
        "File {file} has two columns called “{column}”. Rename one of them in the file and try again.",
    ),
    "intake.columns_equal.factor": (
        "文件 {file}：这几列都像“{label}”：{columns}。请加参数指明一列，例如 --map {example}",
        "File {file}: several columns could be “{label}”: {columns}. Say which one, for example --map {example}",
    ),
    "intake.date_order": (
        "文件 {file} 的“{column}”列写着 {example} 这样的日期，看不出日、月、年的先后。"
        "请加参数 --date-order dmy（日/月/年）、mdy（月/日/年）或 ymd（年/月/日）。",
        "File {file}, column “{column}” has dates such as {example}, and nothing tells the day from the month. "
        "Add --date-order dmy, mdy or ymd.",
    ),
    "intake.no_usable_row": (
        "文件 {file} 共 {rows:,} 行，没有一行能用。例如第 {line} 行：{reason}",
        "File {file}: none of its {rows:,} rows can be used. For example line {line}: {reason}",
    ),
}
_ROWS = {
    "intake.rejected.file": ("文件", "file"),
    "intake.rejected.line": ("行号", "line"),
    "intake.rejected.reason": ("原因", "reason"),
    "intake.row.too_few": ("列数比表头少", "fewer cells than the heading"),
    "intake.row.too_many": (
        "列数比表头多（内容里可能有未加引号的分隔符）",
        "more cells than the heading (an unquoted delimiter?)",
    ),
    "intake.row.quotes": ("引号不成对，无法分列", "a quotation mark is not closed"),
    "intake.row.total": ("合计行，不是客户数据", "a row of totals"),
    "intake.row.no_customer": ("缺少客户", "no customer"),
    "intake.row.no_value": ("缺少“{column}”", "“{column}” is missing"),
    "intake.row.not_a_date": ("“{column}”的“{value}”不是日期", "“{value}” in “{column}” is not a date"),
    "intake.row.no_such_day": ("“{column}”的“{value}”：没有这一天", "“{value}” in “{column}”: there is no such day"),
    "intake.row.too_early": ("“{column}”的“{value}”太早，疑为误填", "“{value}” in “{column}” is too early to be right"),
    "intake.row.in_future": ("“{column}”的“{value}”晚于今天", "“{value}” in “{column}” is after today"),
    "intake.row.not_a_number": ("“{column}”的“{value}”不是数字", "“{value}” in “{column}” is not a number"),
    "intake.row.not_whole": ("“{column}”的“{value}”应为整数", "“{value}” in “{column}” must be a whole number"),
    "intake.row.too_large": (
        "“{column}”为“{value}”，金额超过一万亿元，疑为误填",
        "“{value}” in “{column}”: over 10^12 yuan",
    ),
    "intake.row.repeat": ("与第 {first} 行完全相同", "repeat of line {first}"),
    "intake.row.two_customers": (
        "订单 {order} 属于不止一个客户：{customers}",
        "order {order} has several customers: {customers}",
    ),
    "intake.row.unknown_word": (
        "“{value}”不在制度的用词之内，可用：{allowed}",
        "“{value}” is no word of the policy: {allowed}",
    ),
    "intake.row.unknown_grade": (
        "制度没有“{value}”这个级别，可用：{allowed}",
        "the policy has no grade “{value}”: {allowed}",
    ),
    "intake.row.customer_again": (
        "客户 {customer} 已在第 {first} 行，内容不一致，以先出现的为准",
        "customer {customer} stands in line {first} with other values; the first is kept",
    ),
    "intake.row.own_parent": ("上级客户是它自己", "the customer is its own parent"),
    "intake.row.parent_cycle": ("上级关系成环：{chain}", "the parents run in a circle: {chain}"),
    "intake.row.closed_before": ("结束日期早于发生日期", "closed before it happened"),
}
_NOTICES = {
    "intake.encoding_found": ("按 {encoding} 编码读取", "read as {encoding}"),
    "intake.sheet_read": ("读取工作表“{sheet}”", "sheet “{sheet}” was read"),
    "intake.other_sheets": (
        "还有表头相符的工作表没有读取：{sheets}",
        "sheets with a fitting heading were not read: {sheets}",
    ),
    "intake.header_found": (
        "表头在第 {line} 行，以上各行略过",
        "the heading is row {line}; what is above was left out",
    ),
    "intake.decimal_comma": ("“{column}”列用逗号作小数点", "“{column}” has decimal commas"),
    "intake.unit": ("“{column}”列的数乘以 {times}", "the figures in “{column}” are multiplied by {times}"),
    "intake.amount_made": ("金额 = {quantity} × {price}", "amount = {quantity} × {price}"),
    "intake.repeats": (
        "{rows:,} 行与前面的行完全相同，只计一次",
        "{rows:,} rows repeat an earlier row and were counted once",
    ),
    "intake.no_order_id": (
        "没有订单号列：每行算一单，共 {orders:,} 单",
        "no order id: each row is an order, {orders:,} in all",
    ),
    "intake.rows_are_orders": ("每行一单，共 {orders:,} 单", "each row is an order, {orders:,} in all"),
    "intake.lines_grouped": ("{lines:,} 行明细合为 {orders:,} 单", "{lines:,} lines make {orders:,} orders"),
    "intake.ids_repeat": (
        "订单号有重复，同号合并：{lines:,} 行合为 {orders:,} 单",
        "order ids repeat; rows of one id were added up: {lines:,} rows make {orders:,} orders",
    ),
    "intake.numbering_restarts": (
        "有 {orders:,} 个订单号分属不同客户，看来各客户分别编号：按“客户+订单号”算一单",
        "{orders:,} order ids belong to several customers: each customer seems to have its own numbering, so an order is "
        "told by customer and id",
    ),
    "intake.cancellations": (
        "{orders:,} 单为取消或退货：冲减金额，不计购买次数",
        "{orders:,} orders are cancellations or returns: they reduce the amount and are no purchase",
    ),
    "intake.several_days": (
        "{orders:,} 单的各行日期不同，取最早一天",
        "{orders:,} orders have lines of several days; the earliest counts",
    ),
    "intake.matched_by": (
        "按“{column}”列与订单对上 {matched:,} 个客户（订单中共 {customers:,} 个）",
        "“{column}” matches {matched:,} of the {customers:,} customers in the orders",
    ),
    "intake.strangers": ("{customers:,} 个客户在订单中没有出现", "{customers:,} customers do not occur in the orders"),
}
_KINDS = {
    "intake.kind.orders": ("订单", "orders"),
    "intake.kind.customers": ("客户", "customers"),
    "intake.kind.payments": ("收付款", "payments"),
    "intake.kind.disputes": ("纠纷", "disputes"),
    "intake.kind.cases": ("服务个案", "service cases"),
    "intake.by.map": ("由 --map 指定", "by --map"),
    "intake.by.name": ("按列名认出", "by heading"),
    "intake.by.content": ("按内容认出", "by content"),
}
WORDS: dict[str, tuple[str, str]] = {
    **{f"intake.field.{field}": words for field, words in FIELDS.items()},
    **_EQUAL,
    **_MISSING,
    **_REFUSALS,
    **_ROWS,
    **_NOTICES,
    **_KINDS,
    "intake.columns_missing.amount": (
        "文件 {file} 里没有找到“金额”列，也没有成对的“数量”和“单价”列。现有列名：{headers}。"
        "请加参数指明，例如 --map amount={example} 或 --map quantity=数量列，price=单价列",
        "File {file}: no column found for the amount, nor for quantity and unit price together. Its columns are: "
        "{headers}. Say which, for example --map amount={example}",
    ),
}
