"""Words of the court that a general dictionary lacks, offered first when they are spelled."""

from __future__ import annotations

COURT_WORDS = tuple(
    """
    起诉 起诉状 诉讼 诉讼费 上诉 申诉 再审 原告 被告 第三人 申请人 被申请人 上诉人 被上诉人 当事人 代理人
    立案 开庭 庭审 听证 宣判 判决 判决书 裁定 裁定书 调解 调解书 和解 撤诉 管辖 送达 传票 证据 证人 鉴定
    保全 财产保全 执行 执行人 被执行人 申请执行 强制执行 恢复执行 失信 限制消费 拍卖 悬赏 财产线索
    借款 借条 欠款 欠条 民间借贷 买卖合同 租赁合同 劳动合同 劳动争议 工资 工伤 离婚 抚养 抚养费 赡养 继承
    交通事故 人身损害 赔偿 物业 物业费 房屋 拆迁 土地 相邻 排除妨害 侵权 名誉权 肖像权 商标 专利 著作权
    法院 法庭 法官 书记员 陪审员 律师 审判长 立案庭 执行局 窗口 投诉 意见 建议 预约 查询 复印 盖章 延期
    """.split()  # noqa: SIM905 - read as prose, kept as prose
)
