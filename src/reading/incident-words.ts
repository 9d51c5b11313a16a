import { DANGER } from './danger-words.ts'
import { parseTable, type Row } from './word-table.ts'

/** A rule that proposes an incident: something happened or is happening (handbook §6.1, levels §6.4). */
export interface IncidentRule extends Row {
  /** `incident_category` id of the duty catalogue. */
  readonly category: string
  /** The weightiest category wins. Restricted ones weigh most, so that no other word in the line can open them to more readers. */
  readonly weight: number
  readonly level: 'minor' | 'serious'
  /** The words do not settle the level: the higher one is proposed and somebody must look (§6.2). */
  readonly doubt: boolean
}

const PUPIL = '孩子 学生 同学 小朋友 娃 男生 女生 小孩 一个人 有人 有个 一个'

const TABLE = `
sexual 100 serious  # suspected sexual harm is always serious and restricted
  say: (?:让|逼|叫|骗|要).{0,4}脱.{0,2}(?:衣服|裤|光) 脱光 强吻 隐私部位 (?:碰|摸|看).{0,4}(?:下面|下体|隐私|私处) 看黄 黄色(?:视频|图片) 猥亵 性侵 性骚扰 强奸 露下体 露阴 裸照 偷拍.{0,6}(?:裙|厕所|洗澡|换衣) 脱.{0,3}裤子 扒.{0,3}裤子 摸.{0,4}(?:大腿|屁股|胸|下面|下体|隐私|私处|身体|身子) (?:亲|抱).{0,2}(?:女生|女孩|她).{0,6}(?:不让说|别说|害怕)
sexual 99 serious?  # touched again and again, said without the words for it
  say: (?:老是?|总是?|偷偷?|经常|一直|乱)摸(?:她|他|女|孩|我|小) 被.{0,8}(?:乱|偷)?摸了(?!头|额) 动手动脚 毛手毛脚 占.{0,3}便宜 耍流氓 咸猪手 不雅 掀.{0,3}裙 搂着.{0,4}(?:女生|女孩|女同学) 骚扰(?:女|学生|孩子|她)
  unless: 额头 发烫 体温 骚扰电话
self_harm 95 serious  # any suicidal word counts, also one overheard (§6.4)
  say: 不想活 想死 自杀 轻生 跳楼 割腕 自残 自伤 自己割 割自己 划手[臂腕] 划自己 遗书 结束生命 活着没(?:意思|劲) 伤害自己 一了百了 活着.{0,2}累 不想活 离开这个世界 想解脱 生无可恋 死给 去死 死了就好 [想要]跳下去 楼.{0,3}往下跳 遗言 烧炭 喝药自 刀痕 (?:刀片?|圆规|笔尖|剪刀).{0,4}(?:扎|划|割).{0,3}自己 死了算了 不如死 想从.{0,6}跳下
  unless: 热得?想死 笑得?想死
self_harm 94 serious  # hurting oneself out of sight, poison, the edge of a roof
  about: 学生 孩子 女生 男生 她 他 同学 娃
  wrong: 割手 割胳膊 割脉 吞药 喝农药 安眠药 拿头撞 撞墙 掐自己 打自己 咬自己 站在?.{0,3}(?:楼顶|天台) 坐在?.{0,3}(?:楼顶|天台) 活够了 想消失 告别信
staff 85 serious?  # a teacher who strikes or insults pupils becomes public soon
  about: 老师 班主任 教师 教练 保育员 代课 教官
  wrong: 打(?:了|学生|孩子|手心|人|骂|耳光|屁股|娃) 体罚 扇 踢了 掐了 辱骂 罚站 罚跪 侮辱 骂(?:学生|孩子|哭) 酒驾 打了?起来 揪 尺子
  unless: (?:学生|孩子|家长).{0,4}打(?:了)?老师 打了?电话
staff 84 serious?  # staff conflict or an employee's breakdown
  about: 老师 教师 同事 职工 保安 厨师 员工
  wrong: 吵起来 动手 互殴 停课抗议 罢工 罢课 集体请假 被警察 被抓 酗酒上课 醉酒上课
  unless: 家长 爸 妈 爷 奶
bullying 82 serious  # serious bullying: several against one, weapons, filming, money, humiliation (§6.4)
  say: 围殴 群殴 霸凌 欺凌 勒索 逼.{0,4}下跪 扇.{0,4}(?:耳光|巴掌) 打群架 (?:几个|[三四五六七八九]个|一群|多)人?.{0,8}(?:围着|堵着|堵住|按着).{0,10}(?:打|要钱|骂|学生|孩子|男生|女生|同学) 堵.{0,8}要钱 (?:抢|要).{0,4}(?:零花钱|保护费) 打得?.{0,4}(?:鼻青脸肿|出血|流血) 长期.{0,4}欺负 (?:一直|经常|天天|老是?|多次)被?.{0,8}欺负
bullying 80 minor  # a quarrel with hands, already a restricted matter
  say: 打架 打成一团 打了一架 干架 干起来了 掐架 掐起来 揪.{0,3}头发 扯.{0,3}头发 拳打脚踢 脚踹 踹了 抡起 打起来 动手了 动起手 扭打 厮打 互殴 斗殴 推搡打 欺负 被打了 打了(?:他|她|同学|人)一 揍 踢了(?:他|她|同学) 咬了(?:他|她|同学) 孤立(?:他|她|同学|一个|某) 辱骂同学
  unless: 打架子鼓
bullying 81 minor  # one child against another, whatever the verb
  say: (?:把|将)(?:同学|同桌|另一个|别人|人家|前桌|后桌)[^,。!?]{0,10}(?:抓|打|踢|推|咬|砸|绊|掐|戳|扎)
bullying 79 serious?  # small cruelties that go on
  about: 同桌 同学 女生 男生 他 她 孩子 学生
  wrong: 扔.{0,4}厕所 撕.{0,4}(?:书|本) 藏.{0,6}(?:东西|书包|鞋) 外号 吐口水 泼.{0,3}水 锁在 关在 排挤 孤立 嘲笑 掐 拿针扎 绊倒 要东西 抢东西 使唤
  also: 老把 老是 天天 一直 总是 总 经常 多次 每天 好几次 好几天 长期 不敢来
bullying 78 minor  # the same, once
  about: 同桌 同学 女生 男生 他 她 孩子 学生
  wrong: 撕.{0,4}(?:书|本) 吐口水 泼.{0,3}水 锁在 关在 排挤 孤立 嘲笑 掐了 拿针扎 扔.{0,4}厕所 推倒了?(?:他|她|同学|人)
opinion 74 serious  # public: film or text about the school outside its walls
  about: 校园墙 贴吧 知乎 评论区 帖子 抖音 快手 微博 热搜 小红书 头条 记者 媒体 电视台 网上 网络 朋友圈 公众号 视频号 论坛
  wrong: 骂 吐槽 挂人 发 传 曝 采访 来了 上了 疯传 转 挂 骂 爆料 评论
opinion 70 minor  # anger that is still inside the parents' group
  about: 家长群 班级群 微信群 群里
  wrong: 炸了 吵起来 骂 闹 截图 声讨 围攻 联名
petition 72 serious  # the gate blocked by a group (§6.4)
  say: 拉横幅 上访 讨说法 (?<!安)静坐 (?:家长|人|亲属).{0,10}(?:围堵|堵在|堵住|堵了|围住|聚集|堵校门) 带了?.{0,6}(?:人|亲戚).{0,8}(?:堵|闹)
petition 68 minor  # one parent quarrelling at the school
  about: 家长 爷爷 奶奶 爸 妈 亲属
  wrong: 吵起来 推了 推搡 骂了 骂人 打了(?:人|老师|保安|门卫|校长) 来学校闹 大吵大闹 闹事 闹到 在.{0,6}吵闹 拍桌子 要去(?:教育局|信访)
network 76 serious  # data of pupils out, or the school's systems in strange hands
  say: (?:信息|名单|身份证|数据|照片|成绩|隐私).{0,8}(?:泄露|泄漏|外泄|被盗|流出) (?:信息|名单|数据)表?.{0,4}被.{0,4}发到 勒索病毒 被黑 (?:网站|公众号|大屏|屏幕|账号).{0,6}(?:被改|篡改|被盗|不良|黄色|反动) 系统.{0,4}(?:被攻击|入侵)
network 66 minor  # swindle mail and a sick computer
  say: 电脑.{0,4}中(?:了)?(?:病)?毒 点了.{0,6}钓鱼 被骗.{0,6}转账 账号被盗
intrusion 65 serious  # strangers who force their way in, weapons, violence (§6.4)
  say: (?:提|拎|举|攥|握|挥)着.{0,3}(?:棍|刀|斧|锤|铁管|钢管|砖|汽油|酒瓶) 冒充.{0,4}(?:家长|老师|警察|接) 冒领 假冒 骗走 持刀 带着刀 挥着?.{0,3}[刀棍] 掏出.{0,3}刀 拿着?.{0,3}(?:刀|棍|斧|锤|砖).{0,8}(?:砍|冲|闯|追|威胁|进|在校|要) 行凶 砍人 闯进 闯入 硬闯 强行进 冲进(?:学|校|来) 翻墙进 翻进(?:来|学|校) (?:喝醉|醉酒|醉汉|酒鬼).{0,14}(?:进|闯|闹|骂|吵) 劫持 绑架 抢(?:走|孩子|包) 拐 放火 打砸 溜进(?:来|学|校|教) 混进(?:来|学|校) 钻进(?:学|校)来
fire 64 serious  # fire is always serious, also when it is out again
  say: 着了火 着火 起火 燃起来 烧着 冒火(?!花|星) 火很?大 大火 失火 火灾 火苗 烧起来 烧着了 浓烟 冒烟 (?<!(?:多|忙|热|累|困|烦|吵|帅|美|好|气)(?:得|到|的)(?:快|要)*|心态|信息|知识)爆炸 爆燃 窜火
  unless: 着火点 火灾(?:逃生|隐患|自救|报警|演|知识|预防)
stampede 63 serious  # pressed and trodden on
  say: 踩踏 挤倒 踩伤 被踩 压在(?:下面|底下)了 挤成一团.{0,6}倒 摔倒一片 叠在一起 人摞人 推倒.{0,3}(?:踩|压) 从.{0,3}身上踩 踩到了?人 被挤[伤倒]
building 62 serious  # fallen, or fell on somebody
  say: 坍塌 倒塌 垮塌 塌了 塌下来 垮了
  about: 吊扇 风扇 灯 天花板 吊顶 玻璃 瓷砖 墙 牌 树 板 柜 架 黑板 雨棚 窗 石 砖
  wrong: 砸中 砸伤 砸[到着]了?.{0,4}(?:人|孩|学|头|脚|肩|老师|一个|他|她|背|胳膊|腿) 砸下来
traffic 61 serious?  # somebody and a vehicle; injury makes it serious and is not known yet
  about: 车 汽车 电动车 摩托 三轮 货车 电瓶车 自行车
  wrong: 撞到 撞了 撞倒 撞伤 撞上 被撞 撞飞 轧 刮倒 刮伤 挂倒 蹭倒 蹭到 蹭了 碾 压到 剐到 剐倒 带倒 车祸 追尾
  unless: 没受伤 没有受伤 没伤着 人没事 没碰到人 没大碍 差点 (?:撞|蹭|刮)(?:到|了|上)?.{0,4}(?:门|墙|柱|栏|道闸|树)
traffic 61 minor  # a vehicle and a thing, or nobody hurt
  about: 车 大巴 汽车 电动车 摩托 三轮 货车 电瓶车
  wrong: 碰了 碰上了? 撞到 撞了 撞倒 撞上 被撞 刮到 刮倒 蹭倒 蹭到 蹭了 剐蹭 追尾 车祸
food_poisoning 58 serious  # named as poisoning, also when only suspected
  say: 食物中毒 集体中毒 吃坏了?肚子的?.{0,6}[二两三四五六七八九几]
infectious 57 minor  # a named infectious disease; the class threshold raises it
  say: 水痘 手足口 流感 甲流 乙流 诺如 腮腺炎 猩红热 红眼病 肺结核 麻疹 新冠 疱疹性咽峡炎 疥疮
missing 56 serious  # gone from where he should be; 30 minutes are not waited for when somebody still searches
  say: 少了?(?:一|两|1|2)?个?(?:孩子|学生|人|娃|同学|小朋友)(?!手|管|力) 走失 走丢 失踪 失联 离家出走 (?:孩子|学生|一个人|娃|同学|小朋友|男生|女生)[^,。!?;]{0,6}(?:不见了|不见人|没影了|找不到|找不着|没找[着到]|跑出校|跑出去了|不知道?去哪|没回家|没接到) 找了.{0,6}(?:分钟|小时|半天).{0,3}(?:没|还没|也没)找[着到] (?:没|不)在(?:床|座位|教室)[^。!?]{0,14}(?:没找[着到]|找不[着到]) (?:没|未)接到(?:孩子|娃|人) 没回家 擅自离校 偷跑出 溜出(?:学校|校) 跑出(?:学校|校) 逃学 逃出(?:学校|校) 翻.{0,4}(?:出校|出去了|跑了)
  unless: 少一个人值班 少个人手 人都找不到来修 (?:书包|钥匙|手机|手表|衣服|外套|东西|钱|饭卡|水杯|红领巾|作业|文具|课本|水带|器材|跳绳|校牌|雨伞)[^,。]{0,6}(?:不见|找不|没找)
missing 56 serious  # one short at the roll call
  about: 点名 清点 集合 队伍 排队 春游 秋游 研学 放学
  wrong: 少了?[一两1-3]个(?!手|管|力|灯|灭) 少了?个(?:人|孩|学|娃) 缺了?[一两1-3]个(?!灯|灭) 人数不对 对不上人
  unless: 请假 路上 马上到
missing 55 minor  # left waiting after school, the family cannot be reached
  about: 孩子 学生 娃 小朋友 男生 女生
  wrong: 没有?人接 没有?人来接 没有?来接 没有?接走 未接走
  also: 关机 打不通 联系不 不接 小时 半天 天黑 到现在 无人接
missing 55 minor  # did not arrive and nobody can be reached: looked into the same day (§5.2)
  about: ${PUPIL}
  wrong: 没来 未到校 没到校 没到学校 没来上学 没来上课 还没到 未到 没到 缺勤 旷课
  also: 没人接 打不通 联系不上 联系不到 关机 不接 没接 无人接 没回 不回 不知道(?:为什么|原因|怎么) 没请假 没联系 未联系 失联 停机 没消息 没假条
  unless: 老师还没到 家长还没到
illness 34 serious  # may be dying
  say: 叫不醒 昏迷 昏倒 晕倒 晕过去 晕厥 失去意识 没意识 意识不清 没反应了 休克 呼吸困难 喘不[上过]气 喘不过来 没呼吸 没心跳 心脏骤停 口吐白沫 抽搐 嘴唇发紫 脸发青 噎住 噎着 卡住喉咙 卡到?喉咙 翻白眼 浑身发抖 全身发抖 浑身抽 说不出话 突然倒[下地在] 倒地 癫痫 羊癫疯 羊角风
illness 34 serious?  # swallowed what is no food
  about: 孩子 学生 同学 小朋友 娃 男生 女生 小孩
  wrong: (?:喝|吃|吞|吸|舔)了.{0,8}(?:溶液|药水|洗涤|消毒|酒精|胶水|清洁|干燥剂|试剂|电池|硬币|玩具|笔帽|磁|药片|老鼠药|洗手液)
illness 33 serious?  # a cramp can be a leg or a fit
  say: 抽筋 抽风 哮喘 心脏.{0,4}(?:不舒服|疼|难受|病) 心口疼 误吞 误食 误喝 误服 吞了 喝错 吞下 异物卡 过敏.{0,6}(?:喘|肿|憋) 嘴唇肿 喉咙肿 烧到?4[01] 四十度 惊厥
  unless: (?:腿|脚|小腿|手)抽筋
illness 22 minor  # sick, one child
  say: 发烧 发热 高烧 低烧 呕?吐(?!槽|痰|口水|司|舌|泡泡|丝|出来一口痰) 拉肚子 腹泻 拉稀 跑肚 肚子疼 肚子痛 肚子不舒服 肚疼 腹痛 头晕 头疼 头痛 流鼻血 鼻血 过敏 起疹 皮疹 红疹 疹子 中暑 恶心 咳嗽 咳得 犯病 发病 胸闷 腿抽筋 脚抽筋 不舒服 生病 难受 身上痒 脖子痒 脸肿 肚子绞 胃疼 胃痛 牙疼 嗓子疼 喉咙痛 没精神 脸色发?白 没力气 浑身没劲 心慌 起红点 起痘 眼睛红 眼睛痒 尿血 便血
  unless: 发热量 设备发热 插座发热 线发热 机发热
injury 26 serious  # broken, deep, electric, drowned
  say: 骨折 骨裂 骨头断 脱臼 断了?(?:手|腿|胳膊|指|骨) 溺水 落水 掉(?:进|到)(?:水|池|河|塘) 触电了 被电(?:到|了|晕|着|伤) 坠楼 (?:在|从|由)[二三四五六2-6]楼.{0,8}(?:掉|摔|坠|跌)(?:下|落) (?:从|由).{0,8}楼.{0,4}(?:掉|摔|坠)(?:下|落) 大出血 血流不止
injury 25 serious?  # head, eye, teeth, deep cuts and burns cannot be judged by looking
  say: (?:头|后脑|脑袋|额头|脑门|后脑勺).{0,5}(?:磕|撞|摔|砸|破|流血|出血|着地) (?:磕|撞|摔|砸)(?:到|了|破|着|在)?.{0,3}(?:头|后脑|脑袋|额头|脑门) (?:戳|扎|打|划|捅|砸)(?:到|了|伤|进)?.{0,3}(?:眼睛|眼球|眼珠) 眼睛.{0,4}(?:戳|扎|打|划|捅|流血|看不) 牙.{0,4}(?:磕掉|掉了|断|磕断) (?:磕|摔|撞)(?:掉|断)了?.{0,4}牙 烫伤 烧伤 灼伤 割伤 咬伤 被.{0,6}(?:狗|蛇|猫)咬 被蜇 被.{0,4}蛰 口子.{0,4}(?:深|长|大) 不能动了? 站不起来 走不了路 抬不起来 动不了 起不来 变形了 指甲.{0,3}掉 指头.{0,4}(?:夹|断|压) 耳朵.{0,4}(?:流血|出血|撕)
injury 24 serious?  # somebody is hurt and that is all we know: nothing else in the line may calm it
  say: 有人受(?:了)?伤 多人受伤 几个?人受伤 人受伤了
injury 24 serious?  # hurt, nobody says how badly: the higher of the two (§6.2)
  say: 受伤 伤着了 伤到了? 弄伤 出血 流血 血流 流了.{0,4}血
  unless: 鼻血 流鼻 (?:轻微|轻伤|皮外|擦破|蹭破|破皮|小口|一点点?血|有点血|膝盖|不严重|没大碍|创可贴|贴了|止住)
injury 23 minor  # falls, scrapes, sprains
  say: (?:孩子|学生|同学|小朋友|娃|男生|女生|阿姨|老师|师傅|保安)[^,。!?]{0,12}(?:掉下|跌下|滚下|摔[下倒了着]|栽) 摔倒 摔跤 摔着 崴着 绊了一跤 滑了一跤 滑倒了 滑了一下 撞一起 撞作一团 碰了头 碰到头 (?<![玻璃窗门灯墙板][^,。]{0,8})被[^,。]{0,4}砸 闪了腰 拉伤 咬了一口 抓伤 挠破 抓破 摔了 摔下 摔伤 摔破 磕破 磕到 磕着 磕了 碰破 碰伤 撞到了?头? 撞伤 撞在 扭了 扭到 扭伤 崴了? 破皮 擦伤 擦破 蹭破 划伤 划破 划了 夹到 夹了 夹手 夹伤 扎到 扎了 扎破 烫到 烫了 烫着 砸[到中伤着] (?:鼻子?|脸|手|脚|腿|背|肩|胳膊)[^,。]{0,5}砸了 割到 割破 受伤 流血 出血 绊倒 跌倒 滑倒 跌了 肿了 肿得 瘀青 淤青 轻伤 皮外伤 戳到 蜇了 被球砸 撞了
  unless: 摔了(?:杯|碗|手机|盘|花|东西|电脑|平板|门)|撞(?:了|在|到)(?:门|墙|柱|栏|道闸)$
utility 41 serious  # a transformer bursts
  about: 变压器 配电 电缆 高压线
  wrong: 炸 爆 断落 掉下来
utility 24 serious  # vessels that burst
  about: 蒸箱 锅 炉 罐 灶 瓶 充电宝 电池 热水器
  wrong: 炸了 爆炸 爆了 炸开
utility 40 serious  # gas is serious even when the alarm stops by itself (§6.4)
  about: 燃气 煤气 天然气 液化气 瓦斯
  wrong: 泄漏 泄露 漏气 漏了 漏出 报警 警报 味 臭 嗤嗤 响 跑气
  unless: 报警器.{0,4}(?:过期|没电|坏|没检|不亮|到期)
utility 38 minor  # no water, no power, somebody stuck
  say: 停水 停电 断水 没有水 水压没了 没水了 没电了 全校没电 整栋.{0,4}没电 大面积停 电梯.{0,4}困 困在电梯 供电中断
  unless: 插座没电了 遥控器?没电了 电池没电了 话筒没电了 消防 灭火 停电通知 计划停
natural 28 serious?  # weather that has struck
  say: 地震了 震感 地震来 地震把 洪水 内涝 山体滑坡 泥石流 被雷 雷击 龙卷风 冰雹砸 进水了.{0,6}(?:淹|一楼|教室)
`

/** The rules for incidents, weightiest first. */
export const INCIDENT_RULES: readonly IncidentRule[] = parseTable(TABLE + DANGER)
  .map((row) => ({
    ...row,
    category: row.head[0]!,
    weight: Number(row.head[1]),
    level: row.head[2]!.startsWith('serious') ? ('serious' as const) : ('minor' as const),
    doubt: row.head[2]!.endsWith('?'),
  }))
  .sort((a, b) => b.weight - a.weight)
