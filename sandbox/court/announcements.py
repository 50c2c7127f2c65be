"""The demo court's announcements, as the office writes them into one file, around a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path


def write_announcements(folder: Path, today: date) -> None:
    """Write ``公告.yaml`` into `folder`."""
    friday = today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    new_year = date(today.year + 1, 1, 1)
    (folder / "公告.yaml").write_text(
        f"""# 本院公告。开始、结束可以只写日期：从当天零点到当天结束。
公告:
  - id: counters-moved
    标题: 7号窗口今天暂停，材料请到3号窗口递交
    title_en: Counter 7 is closed today
    摘要: 今天7号窗口暂停服务，材料请到3号窗口递交。
    summary_en: Counter 7 is closed today; please hand in papers at counter 3.
    级别: 暂停服务
    开始: {today}
    结束: {today}
    责任部门: 诉讼服务中心
    正文: |
      一楼7号窗口检修线路，今天暂停服务。

      - 递交材料、补充材料：3号窗口
      - 领取文书：4号窗口

      给您带来不便，请谅解。
    body_en: |
      Counter 7 is closed today while its wiring is repaired.

      - Handing in papers: counter 3
      - Collecting documents: counter 4
  - id: system-maintenance
    标题: {friday.month}月{friday.day}日晚上系统维护，网上立案暂停
    title_en: System maintenance on Friday evening
    摘要: {friday.month}月{friday.day}日18时至22时系统维护，网上立案和案件查询暂停。
    summary_en: Online filing and case look-up are unavailable on Friday from 6 to 10 in the evening.
    级别: 系统维护
    开始: {friday} 18:00
    结束: {friday} 22:00
    责任部门: 审判管理办公室
    正文: |
      维护期间不能网上立案，不能用查询密码查案件。开庭公告、诉讼指南照常可以看。

      期限在这一天届满的，请提前递交，或者用邮寄。
  - id: new-year
    标题: 元旦放假，{new_year.year}年1月1日不对外办公
    title_en: Closed on New Year's Day
    摘要: 元旦放假，1月1日不对外办公。
    summary_en: The court is closed on 1 January.
    级别: 放假
    开始: {new_year}
    结束: {new_year}
    责任部门: 办公室
    正文: |
      1月1日放假一天。期限的最后一日是法定休假日的，以休假日后的第一日为期限届满的日期。

      紧急的保全、人身安全保护令，请打值班电话0316-5550100。
  - id: mediation-week
    标题: 调解开放周结束，感谢参加
    title_en: Mediation open week is over
    级别: 一般
    开始: {today - timedelta(days=30)}
    结束: {today - timedelta(days=24)}
    责任部门: 立案庭
    正文: 开放周里，特邀调解员在大厅接受咨询，共调解纠纷四十六件。平时也可以在立案窗口申请调解。
""",
        encoding="utf-8",
    )
