/** Hazards of food, health, lessons, traffic, conduct, people and money (format: `word-table.ts`). */
export const CARE = `
// ---- food
food 8 larger~  # food-storage temperature out of range (§6.2)
  about: 冰箱 冷柜 冷藏 留样 冷库 冰柜 保温柜
  wrong: 温度.{0,6}\\d+度 \\d+度 升到 不制冷 不冷 没关严 坏 没电 断电 化冻 解冻 超温
food 8 larger  # spoiled, expired, undercooked
  about: 菜 饭 肉 奶 面包 食材 (?<![\\d一二两三四五六七八九十几厘毫])米 食用油 豆制品 午餐 早餐 加餐 水果 鸡蛋 桶装水 直饮水 饮水 开水 水质 调料 点心 鱼 虾
  wrong: 馊 酸了 变质 坏了 烂 长毛 霉 过期 变味 有?异味 怪味 发?臭 发酸 浑 发黄 没熟 夹生 半生
food 7 larger  # water that tastes of something
  say: 水有.{0,4}味 水.{0,3}发[黄浑白] 水.{0,3}有(?:杂质|沉淀|虫) 滤芯.{0,6}(?:换|过期|到期|脏)
food 7 larger~  # deliveries without papers
  about: 肉 鸡 鱼 菜 食材 米 油 配送 送来 供货 验收
  wrong: 检疫 没有?.{0,3}票 没有?.{0,3}证 没有?合格 没有?.{0,2}标签 三无 索证
food 8 larger  # glass or metal in the food cuts
  about: 菜 饭 汤 粥 馒头 包子 面条 餐盘 肉 奶 豆浆 馅
  wrong: 玻璃 铁丝 刀片 钢丝 钉 铁片
food 7 general  # a hair, an insect: the pot is changed
  about: 菜 饭 汤 粥 馒头 包子 面条 餐盘 肉 水果 奶 豆浆 馅 餐
  wrong: 头发 虫 异物 塑料 苍蝇 蟑螂 石子 沙子 创可贴
food 7 larger~  # no sample kept: the proof is gone
  say: 没留样 没有留样 忘了?留样 留样.{0,4}(?:缺|没留|丢|没做)
food 6 general~  # sample labels, quantities
  about: 留样
  wrong: 标签 没贴 不够 不足 少
food 7 larger  # raw with cooked, rats
  about: 生熟 砧板 菜板 后厨 食堂 厨房 操作间 仓库 就餐区
  wrong: 不分 混放 混用 没分开 老鼠 鼠 蟑螂
food 6 general  # kitchen manners
  about: 厨师 阿姨 厨工 帮厨 师傅 打菜 打饭 后厨 健康证 消毒柜 餐具
  wrong: 没戴 不戴 过期 没消毒 没洗干净 不干净 没有健康证 手破 手上.{0,4}(?:伤|破) 留长指甲 戴戒指 咳嗽 发烧 拉肚子
// ---- special equipment
special_equipment 7 larger  # gas and pressure; a leak is an incident
  about: 燃气 煤气 天然气 液化气 灶 锅炉 压力锅 高压锅 蒸箱 蒸饭车 电梯 开水炉 压力表 报警器
  wrong: 老化 过期 没检 坏 异响 没关 没年检 松 打不着 回火 卡住 故障 没电 龟裂 到期 停了 不动了 压力.{0,3}(?:太高|过高|很高|超|爆表|红区)
  unless: 灭火器 烟雾报警 一键报警
// ---- health
health 6 general  # medicine chest and disinfection
  about: 药品 急救药 药箱 消毒液 体温计 洗手液 退烧药 创可贴 口罩 急救箱
  wrong: 过期 没了 用完 缺 坏 不够 不足
  unless: 药品柜 危化
health 5 general  # hygiene
  say: 没消毒 没通风 呕吐物 垃圾没清 垃圾.{0,4}(?:臭|满|没人清) 蚊子.{0,3}多 死老鼠 晨检没做
// ---- laboratory
lab 8 larger~  # dangerous-chemical mismatch (§6.2)
  about: 药品柜 酒精 试剂 硫酸 盐酸 化学品 危化品 化学药品 汞 高锰酸钾 氢氧化钠 台账
  wrong: 少了 不对 对不上 账物 丢 不见 没登记 缺 对不齐 多出 不符 没锁 混放 没双锁
lab 8 larger~  # waste of experiments
  say: 废液 废酸 实验废 废弃药品
lab 8 larger  # chemicals out of their bottles
  about: 酒精 试剂 硫酸 盐酸 化学品 危化品 化学药品 水银 汞 酒精灯 通风橱 洗眼
  wrong: 不抽 不转 不通风 没风 洒 打翻 泄漏 漏 碎 倒了 倒翻 挥发 刺鼻 坏 冒
// ---- sports
sports 7 larger  # playground equipment defect (§6.2)
  about: 单杠 双杠 单双杠 篮球架 篮架 足球门 球门 攀爬架 滑梯 秋千 跳箱 平衡木 爬[竿杆] 乒乓球台 健身器材 吊环 爬网 云梯 肋木 器械
  wrong: 松 晃 断 裂 锈 歪 坏 破 翘 缺 掉 倾 不稳 脱焊 尖 没固定 要倒
sports 6 general  # ground and mats
  about: 跑道 塑胶 沙坑 垫子 保护垫 海绵垫 草皮 人工草 跳绳 球网 器材
  wrong: 鼓 裂 破 翘 硬 石子 绊 起泡 开胶 坑 玻璃 少 坏 积水 薄
activity 6 larger~  # outings and gatherings
  about: 春游 秋游 研学 外出 大巴 租车 包车 运动会 社会实践 集体活动
  wrong: 没备案 没保险 没有?安全带 超员 超载 没预案 没带药 没资质 没报备 没检 疲劳 轮胎 没人管 没批
// ---- traffic and surroundings
traffic 7 larger  # vehicles among pupils
  about: 车辆 汽车 私家车 送货车 送餐车 摩托 三轮 电动车 (?<!消防)车(?!棚|库|位|间|道|床) 家长 接送 路口 斑马线 高峰
  wrong: 堵成 堵得 堵死 堵住 很堵 太堵 拥堵 掉头 飙 骑得.{0,3}快 抢着过 逆行 轰油门 乱停 超速 乱穿 闯红灯 占道 刮到 剐 抢道 开得.{0,3}快 违停 双排 倒车 人车混 不让行 停在.{0,4}(?:斑马线|路中间|人行道)
traffic 5 general  # signs and lines
  about: 减速带 标线 反光镜 警示桩 斑马线 交通标志 红绿灯
  wrong: 坏 掉 松 不清 磨没 看不清 碎 歪 不亮 没了 翘
surroundings 8 larger  # stalls and shops outside: another department must act (§6.2)
  about: 摊贩 摆摊 炸串 棋牌室 小摊 流动摊 摊子 托管 网吧 商贩 小贩 灯箱 烧烤 小卖部 文具店 店 烤肠 卖.{1,4}的 小吃 校外工地 对面工地
  wrong: 占 摆 堵 绕 挡 三无 五毛 辣条 油烟 噪音 又来 煤气罐 彩票 卖烟 过期 人行道 飞出来 掉
  also: 校门 门口 校外 周边 马路 路边 人行道 对面 隔壁
surroundings 5 larger?  # rivers, roads and works beside the school
  about: 校外 周边 门前 河边 水塘 马路 路灯 对面
  wrong: 没护栏 坍 塌陷 坑 不亮 全灭 灭了 断 漏 裸露
// ---- conduct of pupils (restricted)
student_behavior 7 larger  # where a fall, a fire or a blade is one step away
  about: 孩子 学生 同学 小朋友 男生 女生 有人 个娃 娃 他们
  wrong: 爬窗 翻窗 翻栏杆 爬栏杆 爬护栏 翻护栏 玩火 玩打火机 打火机 带.{0,3}刀 高空抛 往楼?下扔 站在?.{0,3}(?:窗台|栏杆|护栏) 坐在?.{0,3}(?:窗台|栏杆|护栏) 爬.{0,3}(?:天台|屋顶|围墙) 趴.{0,3}(?:窗|栏杆|护栏) 滑扶手 骑扶手 探出 探身 往窗外 挂在.{0,4}(?:栏杆|护栏)
student_behavior 6 general  # smoking and drinking among pupils: restricted before it is a fire matter
  about: 学生 男生 女生 同学 孩子
  wrong: 抽烟 吸烟 电子烟 喝酒 烟头
student_behavior 6 general  # running, pushing, crowding without harm
  about: 孩子 学生 同学 小朋友 男生 女生 娃 课间 他们 班
  wrong: 抢着 追跑 追逐 打闹 疯跑 推搡 推挤 你推我 后面推 互相推 乱跑 起哄 拥挤 挤在 挤来挤去 往下冲 冲下楼 滑着下 跳台阶 扒着 扔粉笔 甩.{0,3}棍 追打 疯闹 起外号 骂人 扔石头 扔东西 翻墙
psych 6 larger?~  # a pupil who has gone quiet: the higher of two, few readers
  about: 孩子 学生 同学 小朋友 男生 女生 她 他 娃
  wrong: 情绪低落 情绪不 抑郁 不说话 不爱说话 老是?哭 一直哭 焦虑 厌学 不肯上学 不想上学 沉默 崩溃 自闭 睡不着 失眠 不合群 发呆 很反常 变化很大
  unless: 作业太?多.{0,8}崩溃
// ---- people, parents, data, money (restricted)
staff 6 larger?~  # unrest among staff
  about: 老师 教师 外教 代课 同事 保安 职工 厨师 员工
  wrong: 情绪 闹情绪 讨薪 骂骂咧咧 旷工 欠薪 合同 闹着要走 不干了 撂挑子 吵架 压力.{0,3}大 酗酒 意见很?大 上班喝酒 有怨气 要辞职 抑郁
opinion 6 larger?~  # parents' anger before it is public
  about: 家长 家长群 班级群 网上 孩子妈 孩子爸
  wrong: 算账 讨个说法 要个说法 退钱 乱扣 乱收 找校长 找领导 不满 投诉 抱怨 质疑 意见 举报 情绪激动 不依不饶 扬言 要告 说法 造谣 谣言 传谣 曝光 发帖
network 7 larger~  # accounts, data, loopholes
  say: 弱密码 密码.{0,4}(?:贴|泄|写在|都知道) 账号.{0,4}(?:共用|借) 钓鱼 点(?:了|击)?.{0,2}链接 陌生链接 刷单 领补贴 可疑链接 诈骗(?:短信|电话|链接) (?:名单|信息|身份证|成绩).{0,8}(?:公开|贴出|挂在|外网|没打码) 系统漏洞 没打补丁 u盘.{0,4}毒
finance 7 larger~  # cash, accounts, fees
  about: 账上 账目 对账 现金 保险柜 收费 转账 财务 公款 支票 公章 伙食费 餐费 票据
  wrong: 对不上 少 丢 没锁 不见 没收据 不平 多收 被骗 挪 一个人 不符 没入账 乱收 不清 糊涂账 有出入 挪用 贪
`
