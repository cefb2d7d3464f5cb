"""What the columns of real spreadsheets are called, in Chinese and English, and how a heading is read.

Each field has tiers of words: a column of an earlier tier is taken before one of a later tier, and two columns of the
same tier are equally good, which only a person can decide. The words stand as `heading_words` leaves them: lower case,
without spaces, underscores, brackets.
"""

import re
import unicodedata
from collections.abc import Mapping

from kehuan.intake.shapes import Kind

Tiers = tuple[frozenset[str], ...]

UNITS: Mapping[str, int] = {
    "元": 1,
    "人民币": 1,
    "rmb": 1,
    "cny": 1,
    "千元": 1_000,
    "k": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "百万元": 1_000_000,
    "百万": 1_000_000,
    "千万元": 10_000_000,
    "亿元": 100_000_000,
    "亿": 100_000_000,
}
_BRACKETED = re.compile(r"[(\[{【〔<《]([^)\]}】〕>》]*)[)\]}】〕>》]")
_CLOSING_UNIT = re.compile(r"(?<=.)(千万元|百万元|千元|万元|亿元|元)$")
_SEPARATORS = re.compile(r"[\s_\-./\\*#:;,'\"、。·]+")
NO_AMOUNT = re.compile(
    r"折扣|折让|优惠|税额|税率|运费|成本|毛利|利润|退款|退货|上年|去年|同期|累计|余额|已付|未付|已收|未收|预付|积分"
    r"|discount|tax|cost|freight|shipping|profit|refund|balance|margin"
)


def heading_words(heading: str) -> str:
    """A heading as it is compared: NFKC, lower case, no brackets, no closing unit, no separators."""
    bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", heading).lower())
    return _CLOSING_UNIT.sub("", _SEPARATORS.sub("", bare))


def heading_unit(heading: str) -> int:
    """What a heading's unit multiplies by: 1 for 金额 and 金额(元), 10,000 for 金额(万元)."""
    plain = unicodedata.normalize("NFKC", heading).lower()
    for inside in _BRACKETED.findall(plain):
        for part in re.split(r"[::、,/\s]", inside.replace("单位", "")):
            if part in UNITS:
                return UNITS[part]
    closing = _CLOSING_UNIT.search(_SEPARATORS.sub("", _BRACKETED.sub("", plain)))
    return UNITS[closing[1]] if closing else 1


def _tiers(*tiers: str) -> Tiers:
    return tuple(frozenset(tier.split()) for tier in tiers)


_CUSTOMER = _tiers(
    "客户编码 客户编号 客户代码 客户id 客户号 客户代号 客户账号 购货单位编码 购货单位代码 购货单位编号 往来单位编码"
    " 往来单位编号 往来单位代码 购方编码 会员号 会员编号 会员卡号 会员id 会员账号 会员代码 买家id 买家编号 买家账号"
    " 用户id 用户编号 用户号 经销商编码 经销商编号 经销商代码 顾客编号 顾客id 门店编码"
    " customerid customercode customerno customernumber custid custno custcode clientid clientcode clientno"
    " accountid accountno accountcode accountnumber buyerid memberid memberno userid shoppercode",
    "客户 购货单位 往来单位 购买方 购方 收货单位 会员 买家 顾客 用户 经销商 买方 需方 甲方 付款单位"
    " customer cust client account buyer member user shopper purchaser soldto soldtoparty billto dealer",
)
_NAME = _tiers(
    "客户名称 客户名 客户姓名 客户全称 客户简称 公司名称 企业名称 单位名称 购货单位名称 往来单位名称 购买方名称"
    " 购方名称"
    " 会员名 会员名称 会员姓名 会员昵称 买家昵称 买家名称 买家会员名 买家姓名 用户名 用户昵称 经销商名称 顾客姓名 姓名"
    " customername custname clientname accountname buyername membername companyname company username",
    " ".join(sorted(_CUSTOMER[1])),
    "名称 name",
)
_DAY_WORDS = "发生日期 发生时间 日期 时间 date day"

FIELDS: Mapping[Kind, Mapping[str, Tiers]] = {
    "orders": {
        "customer": _CUSTOMER,
        "name": _NAME,
        "order": _tiers(
            "单号 订单号 订单编号 订单id 订单编码 订单号码 订单流水号 销售单号 销售订单号 发票号 发票号码 单据编号"
            " 单据号"
            " 单据号码 出库单号 发货单号 交易号 交易编号 交易单号 流水号 小票号 合同号 合同编号 主订单编号 主订单号"
            " invoiceno invoice invoicenumber invoiceid orderid orderno ordernumber order ordercode salesorder"
            " salesorderno billno billid docno documentno documentnumber receiptno receiptid transactionid"
            " transactionno transaction sono",
            "凭证号 凭证编号 子订单编号 子订单号 编号",
        ),
        "date": _tiers(
            "日期 下单日期 下单时间 订单日期 订单时间 单据日期 销售日期 交易日期 交易时间 购买日期 购买时间 成交日期"
            " 成交时间 业务日期 订单创建时间 消费日期 消费时间 消费日"
            " date orderdate invoicedate orderdatetime invoicedatetime orderedat orderedon purchasedate saledate"
            " salesdate transactiondate billdate docdate documentdate postingdate purchasedat day",
            "开票日期 发货日期 发货时间 出库日期 制单日期 记账日期 签订日期 签约日期 创建时间 创建日期 时间 付款时间"
            " 支付时间 付款日期 支付日期 createdat created createddate shipdate shippeddate time datetime timestamp"
            " paymentdate paidat",
        ),
        "amount": _tiers(
            "金额 价税合计 销售额 销售金额 订单金额 实付金额 实付款 实收金额 成交金额 交易金额 含税金额 不含税金额"
            " 无税金额 未税金额 应付金额 总金额 总价 合计金额 金额合计 订单总额 订单总金额 总额 消费金额 购买金额"
            " 货款 销售收入 收入 开票金额 发货金额 发票金额 回款金额 买家实际支付金额 买家应付货款 本币金额 原币金额"
            " 本币价税合计 原币价税合计 金额本位币 价税合计本位币"
            " amount total totalamount totalprice orderamount ordertotal invoiceamount invoicetotal salesamount sales"
            " saleamount revenue netamount netsales netrevenue grossamount grosssales linetotal lineamount subtotal"
            " paidamount amountpaid payment paymentvalue turnover amt",
            "dollars dollar dollarvalue value money spend extendedprice",
        ),
        "quantity": _tiers(
            "数量 销售数量 订单数量 订购数量 购买数量 宝贝总数量 出库数量 发货数量 开票数量 商品数量 实发数量 件数"
            " quantity qty orderqty orderquantity unitssold units salesqty salesquantity",
            "numberofcds count pieces 个数 箱数 pcs",
        ),
        "price": _tiers(
            "单价 销售单价 商品单价 含税单价 不含税单价 无税单价 成交价 成交单价 售价 销售价 价格 商品价格"
            " unitprice price saleprice sellingprice salesprice priceperunit itemprice",
        ),
        "product": _tiers(
            "商品编码 商品编号 商品代码 商品id 产品编码 产品编号 产品代码 产品id 存货编码 存货编号 存货代码 物料编码"
            " 物料编号 物料代码 物料长代码 货号 货品编号 货品编码 款号 条码 商品条码 sku skuid 规格编码 宝贝id"
            " stockcode productid productcode productno itemid itemcode itemno itemnumber materialno partno asin",
            "商品 产品 存货 物料 货品 商品名称 产品名称 存货名称 物料名称 货品名称 宝贝标题 宝贝名称 品名 名称 型号"
            " product item description productname itemname material goods",
        ),
    },
    "customers": {
        "customer": _tiers(
            " ".join(sorted(_CUSTOMER[0])) + " 编码 编号 代码 id code no",
            " ".join(sorted(_CUSTOMER[1])),
        ),
        "name": _NAME,
        "since": _tiers(
            "合作起始 合作起始日 合作开始日 合作开始日期 合作起始日期 合作开始时间 合作起始时间 首次合作日期"
            " 首次合作时间 建立合作日期 合作日期"
            " since customersince relationsince partnersince",
            "建档日期 建档时间 开户日期 开户时间 注册日期 注册时间 入会日期 入会时间 首次下单日期 首次下单时间 首单日期"
            " 首次购买日期 创建日期 创建时间 joinedon joindate registeredon registrationdate signupdate firstorder"
            " firstorderdate createdat createdon",
        ),
        "stage": _tiers("阶段 客户阶段 客户状态 客户生命周期 生命周期 stage customerstage lifecycle", "状态 status"),
        "industry": _tiers("行业 所属行业 客户行业 所在行业 行业类别 行业分类 industry sector"),
        "region": _tiers(
            "区域 地区 大区 所属区域 所属地区 所在地区 销售区域 客户区域 客户地区 region area territory",
            "省份 省 城市 国家 province state city country",
        ),
        "parent": _tiers(
            "集团 所属集团 上级客户 上级单位 母公司 总公司 上级公司 集团客户 集团编码 集团名称 上级客户编码"
            " 上级客户名称"
            " 总部 parent parentcustomer parentid parentcode parentcompany group corporateparent headquarters",
        ),
        "grade": _tiers(
            "等级 级别 客户等级 客户级别 现级别 现等级 当前等级 当前级别 原等级 原级别 评级 客户评级 会员等级 会员级别"
            " 分级 客户分级 abc分类 grade level tier customergrade customerlevel currentgrade",
        ),
        "worse_rounds": _tiers("连续低评次数 连续低于级别次数 连续不达标次数 连续低于现级轮数 worserounds"),
    },
    "payments": {
        "customer": _CUSTOMER,
        "name": _NAME,
        "due_on": _tiers(
            "应付日期 应付日 应收日期 应收日 到期日 到期日期 到期时间 约定付款日 约定付款日期 应付款日期 应收款日期"
            " 付款到期日 账期到期日 应还日期 应还款日 dueon duedate due paymentdue paymentduedate maturitydate",
        ),
        "paid_on": _tiers(
            "付款日 付款日期 付款时间 实付日期 实付日 实际付款日期 实际付款日 回款日期 回款日 到账日期 到账日 收款日期"
            " 收款日 实收日期 还款日期 支付日期 支付时间 核销日期 结清日期"
            " paidon paiddate paid datepaid paymentdate paidat settledon cleareddate",
        ),
        "amount": _tiers(
            "金额 应收 应收金额 应收款 应付金额 账款金额 欠款金额 账款 应收账款 发票金额 开票金额 价税合计 本币金额"
            " amount amountdue dueamount total invoiceamount receivable amt",
            "回款金额 收款金额 付款金额 实收金额 paidamount paymentamount",
        ),
    },
    "disputes": {
        "customer": _CUSTOMER,
        "name": _NAME,
        "happened_on": _tiers(
            f"纠纷日期 纠纷时间 {_DAY_WORDS} 争议日期 happenedon disputedate occurredon openedon opened",
            "登记日期 受理日期 受理时间 提出日期 创建时间 创建日期 立案日期 createdat created reportedon",
        ),
        "closed_on": _tiers(
            "关闭日期 解决日期 结案日期 结束日期 完结日期 处理完成日期 解决时间 关闭时间 结案时间 完成日期"
            " closedon closed closedate closeddate resolvedon resolveddate solvedon resolved endedon",
        ),
        "severity": _tiers("严重程度 严重性 严重级别 程度 级别 等级 severity priority level", "紧急程度 urgency"),
        "kind": _tiers("类型 类别 纠纷类型 纠纷类别 种类 分类 性质 kind type category disputetype"),
    },
    "cases": {
        "customer": _CUSTOMER,
        "name": _NAME,
        "happened_on": _tiers(
            f"投诉日期 投诉时间 来电日期 来电时间 反馈日期 反馈时间 {_DAY_WORDS} happenedon casedate complaintdate"
            " occurredon openedon opened",
            "登记日期 受理日期 受理时间 提出日期 创建时间 创建日期 createdat created reportedon",
        ),
        "closed_on": _tiers(
            "关闭日期 解决日期 结案日期 结束日期 完结日期 处理完成日期 解决时间 关闭时间 结案时间 完成日期 办结日期"
            " closedon closed closedate closeddate resolvedon resolveddate solvedon resolved endedon",
        ),
        "severity": _tiers("严重程度 严重性 严重级别 程度 级别 等级 severity priority level", "紧急程度 urgency"),
        "kind": _tiers("类型 类别 工单类型 投诉类型 服务类型 个案类型 种类 分类 kind type category casetype"),
    },
}
REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "orders": ("customer", "date"),  # and an amount, or a quantity and a price
    "customers": ("customer",),
    "payments": ("customer", "due_on"),
    "disputes": ("customer", "happened_on"),
    "cases": ("customer", "happened_on"),
}
(APPRAISED_ON,) = _tiers("评估日 评估日期 评估时间 评定日期 评定时间 评价日期 考评日期 assessedon appraisedon ratedon")
