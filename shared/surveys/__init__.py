"""What the surveys say (意见搜集, row C5), for 审判管理 and 纪检监察: figures and comments, nobody's."""
