/** Hazards of buildings, power, fire, gates and things (format: `word-table.ts`; `?` unsure, `~` nobody exposed now). */
export const PREMISES = `
// ---- electric
electric 9 larger  # water next to live parts (§6.2)
  about: 插座 插排 插线板 排插 电箱 配电箱 配电柜 电线 开关 线路 配电房 配电室 电表
  wrong: 滴水 漏水 淋 进水 水滴 泡水 积水 漏下来 滴在 湿 渗水 滴到 喷水
electric 8 larger  # live parts to touch, sparks
  say: 漏电 串电 火花 火星 跳火 短路 线头裸露 电线裸露 裸露的?电?线 铜丝露 铜线露 麻手 手麻 电了一下 带电 打火(?!机)
electric 7 larger  # overheated or worn wiring
  about: 插座 插排 插线板 排插 接线板 电线 线路 电源 配电箱 电箱 开关 线 插头 灯管 镇流器 风扇
  wrong: 烧黑 烧焦 烧红 变黑 发黑 熔 化了 冒青烟 烧糊 烧了 烧坏 焦 糊味 烫(?!金) 老化 破皮 皮破 裸露 露出来 露铜 外露 滋滋 嗞嗞
electric 7 larger?  # a smell of burning whose source nobody knows
  say: 焦味 焦糊味 糊味 烧焦的味 烧焦了 烧糊了 电线味 塑料味.{0,4}烧 烧塑料
  unless: 饭 锅 菜 粥
electric 6 larger  # live parts open
  about: 插座 开关 插排 配电箱 电箱 灯头 接线盒
  wrong: 松 脱落 掉出来 掉了 盖子?没了 翘 铜片 没盖 敞 盖掉 面板.{0,3}(?:掉|裂|碎|没) 裂 碎 歪
electric 7 larger?  # battery charged indoors burns fast
  about: 电瓶 电动车 电池 平衡车
  wrong: 楼道.{0,6}充电 楼内.{0,6}充电 教室.{0,6}充电 办公室.{0,6}充电 充电.{0,8}(?:教室|办公室|楼道|楼梯) 推进楼 上楼充电
electric 6 general  # leads thrown out of windows, private sockets: taken away at once
  say: 飞线 私自接 插排串 串插排 插排接插排 私拉 乱拉 私接 乱接 拉线.{0,8}充电 线.{0,6}拉下来.{0,4}充电 拉了?根?线.{0,8}充
electric 5 general  # heaters and other heavy consumers
  say: 热得快 电炉 小太阳 取暖器 电热毯 大功率 电煮锅 跳闸
electric 4 general  # dead sockets
  about: 插座 开关 插排
  wrong: 坏 没电 不通电 失灵
it_equipment 6 larger  # teaching equipment over people
  about: 投影仪 投影机 投影 吊架 音箱 大屏 一体机 显示屏
  wrong: 晃 松 要掉 快掉 掉下来 摇 歪
it_equipment 5 general  # teaching equipment and its leads
  about: 投影 一体机 白板 交换机 服务器 电脑 主机 显示器 音响 话筒 多媒体 网线 机柜 大屏 触摸屏 数据线
  wrong: 垂 绕 松 掉 坏 发烫 花屏 黑屏 打不开 开不了 绊 乱成 裸 拖在地
// ---- fire
fire 9 larger  # one exit or the fire lane blocked (§6.2)
  about: 消防车道 消防通道 疏散通道 逃生通道 安全通道 安全出口 疏散门 消防门 防火门 疏散楼梯 逃生门 应急门 出口
  wrong: 堵 占 停着 停了 停满 堆 锁 挡 打不开 封 拴 绑着 挂锁 摆满 塞满 卡住 推不开 拉不开 关死 焊死 放了 放着
fire 8 larger  # a locked gate somebody fears in a fire
  about: 铁门 卷帘门 楼梯门 大门 侧门 后门 楼门 天台门 门
  wrong: 锁着 上锁 锁死 锁住 锁上了 链子锁
  also: 着火 跑不出 出不去 逃 疏散 火灾
fire 7 general  # fire equipment that staff can replace
  about: 灭火器 消防栓 消火栓 喷淋 烟感 应急灯 疏散指示 指示灯 消防水带 水带 手报 消防箱 消防柜 灭火毯 防毒面具 安全出口指示 烟雾报警 疏散标志 消防沙 微型消防站 消防器材
  wrong: 过期 没压 压力(?!表?(?:都|也|值|均|全部?|全都|很|挺)*(?:正常|合格|足|够|好|在绿|绿|稳|没问题|达标|符合|ok)) 红区 坏 不亮 灭了 全灭 都灭 等修 待修 等换 待换 待更换 需要?更?换 [该要]换 丢 不见 少 空 故障 打不开 缺 失效 没了 没有 掉 不响 报故障 脱落 挡 没气 欠压 生锈 被遮 敲碎 碎 偷 被拿 拿走 挪用 压坏 不通 用过
fire 7 major?  # the fire system is out (§6.2); lay words do not say how much of it
  about: 消防栓 消火栓 消防系统 消防主机 报警主机 消防泵 消防水泵 喷淋 消防水池 水泵
  wrong: 没水 停了 瘫痪 启动不了 起不来 不出水 打不着 失灵 故障停 见底
fire 7 larger  # anything that burns next to the distribution room
  about: 配电房 配电室 配电间 配电柜 配电箱 电房
  wrong: 堆 杂物 纸箱 可燃
fire 6 general  # things that burn, or block, in corridors
  about: 纸箱 泡沫 杂物 可燃物 易燃 废纸 垃圾 旧书 木板 旧桌椅 课桌 桌椅 电动车 自行车
  wrong: 堆 堵 占着? 停在
  also: 楼道 楼梯 通道 走廊 仓库 车棚 门口 过道
fire 6 larger  # fuel kept where it should not be; in a classroom it is major (severity-tests.ts)
  about: 汽油 柴油 煤气罐 液化气罐? 烟花 鞭炮 油漆 稀料 天那水 酒精桶 整箱酒精
  wrong: 放在 堆 存 搁 藏
  unless: 路边 校外 摊
fire 6 larger  # grease in the flue
  about: 排烟 烟道 油烟机 烟罩 油烟管
  wrong: 油污 油垢 滴油 往下滴 没清洗 很厚 堵
fire 5 general  # smoking and open flames
  say: 抽烟 烟头 吸烟 烧垃圾 烧纸 点蜡烛 动火
// ---- security
security 6 larger  # perimeter or gate security failed (§6.2)
  about: 升降柱 道闸 伸缩门 校门 大门 正门 侧门 南门 北门 西门 东门 门禁 一键报警 报警按钮 防冲撞 硬隔离 围墙 铁丝网 电子围栏 防护网
  wrong: 坏 升不 降不 没反应 失灵 不灵 打不开 关不 没锁 没关 敞 大开 开着 没人 缺口 豁口 洞 能钻 能爬 翻过 攀爬 故障 卡住 没电 按不响
security 6 larger  # the guard's post empty
  about: 门卫 保安 值班 岗亭 监控室 消控室
  wrong: 没人(?!员?受伤) 空岗 脱岗 离岗 睡着 睡觉 喝酒 喝醉 喝多 醉了 空着 不在岗
security 6 larger  # strangers about
  about: 陌生 可疑 不明身份 不认识的 校外人员 社会青年 社会人员 闲杂
  wrong: 转悠 盯着孩子 徘徊 逗留 张望 晃 拍照 打听 蹲 守着 站 搭讪 转 跟着 溜
security 6 larger  # somebody who takes an interest in the pupils
  about: 男的 女的 男人 女人 老头 大爷 有人 生人 外人 小伙
  wrong: 拍.{0,3}(?:孩子|学生|小朋友|照片) 盯着.{0,4}(?:孩子|学生) 打听.{0,4}(?:孩子|学生) 给.{0,4}(?:孩子|学生|小朋友).{0,3}(?:糖|吃的|零食) 尾随 跟着.{0,3}(?:孩子|学生|小朋友) 转悠 徘徊 鬼鬼祟祟 探头探脑
security 6 larger  # traces of climbing or breaking in
  say: 攀爬痕迹 翻墙痕迹 被撬 撬开 撬过
security 5 general  # the guards' equipment
  about: 防暴 盾牌 钢叉 警棍 对讲机 安检门 头盔 辣椒水 强光手电 防刺
  wrong: 少了 不见 坏 过期 没电 丢 断 没了 缺
security 5 general  # one camera, one visitor without a name
  about: 监控 摄像头 探头 来访 访客 外来人员 送货
  wrong: 坏 不亮 黑屏 离线 掉线 没画面 没登记 不登记 没查 没核实 尾随 歪 看不清
security 4 general  # a door left open inside the school
  about: 门 窗 仓库 办公室 教室 实验室 库房 器材室
  wrong: 没锁 没关 忘锁 没上锁 忘了锁 忘记锁 虚掩
// ---- building and construction
building 7 larger  # cracks and leaning; widening makes it major (severity-tests.ts)
  about: (?<![靠沿贴])墙 围墙 承重 柱子 立柱 横梁 梁 楼板 屋顶 天花板 挡土墙 地基 房顶 外墙 屋面 看台 雨棚 屋檐
  wrong: 裂 倾斜 下沉 沉降 鼓包 空鼓 掉块 剥落 外倾 鼓出来
building 6 larger?  # plaster and tiles that come down
  about: 墙皮 瓷砖 墙砖 外墙砖 水泥块 天花板 石膏板 吊顶 屋檐
  wrong: 掉 脱落 鼓 松 翘 往下 塌
building 6 larger  # walls that lean
  about: 围墙 墙体 挡土墙
  wrong: 歪 斜 晃 要倒
construction 5 larger  # pits and openings without a barrier
  say: 坑没围 坑没盖 大坑 没围挡 没遮挡 没人围 沟没盖
construction 6 larger  # building sites open to pupils
  about: 施工 工地 脚手架 围挡 工人 塔吊 吊车 挖机 基坑 装修
  wrong: 没围 无围 倒 没人看 敞开 堆 没戴 没遮 没防护 没有围 缺口 松动 乱放 没警示 裸露 上头 头上 上方 上空 伸到 转到 甩 没拦 扬尘 钉子 掉东西
// ---- facility
facility 7 larger  # burst pipes flood the floor
  about: 水管 水龙头 管道 厕所 水箱 下水 水 暖气 马桶
  wrong: 爆了 爆裂 爆管 喷 往外流 流出来 漫 拖不完 淹 止不住 哗哗
facility 6 larger  # guardrails, handrails, window limiters (§6.2)
  about: 护栏 栏杆 扶手 限位 围栏 防护栏 防盗窗 防护窗 铁栏 窗扇
  wrong: 断 松 晃 坏 掉(?!漆) 缺 开焊 焊口 脱 锈穿 锈断 弯 歪 变形 少了? 钻 间隙 缝.{0,2}大 爬得 太矮 翘 能开 裂 尖
facility 6 larger  # tall furniture
  about: 书架 书柜 柜子 储物柜 铁柜 鞋柜 展架 黑板 屏风 门板 铁门 大门
  wrong: 歪 松动 要倒 快倒 倾 摇晃 晃 不稳 脱轨 掉下来
facility 6 larger  # manholes
  about: 井盖 地沟盖 盖板 窨井 雨水篦
  wrong: 碎 破 掉 松 翘 没了 缺 不见 塌 裂 丢 陷 盖
facility 6 larger  # trees
  about: 树枝 枯枝 大树 树干 树
  wrong: 断 要掉 掉下来 歪 枯死 压着 倒 悬 折
  unless: 虫
facility 5 larger  # things over people (§6.2)
  about: 吊扇 风扇 灯管 灯罩 灯 吊灯 空调外机 外机 牌子 宣传牌 展板 音箱 电视 玻璃 广告牌 板子 铁皮 窗框 窗户 雨棚 横幅 花盆 挂钟 国旗杆 旗杆 屋面板
  wrong: 晃 松 要掉 快掉 摇 掉下来 往下掉 脱落 翘 歪 咯吱 吱吱 嘎吱 咔咔 异响 螺丝 悬 耷拉 吊着 摇摇欲坠
facility 5 larger  # masts and brackets that rust through
  about: 旗杆 支架 挂架 外机架 宣传栏 灯杆 铁架
  wrong: 锈 松 晃 斜 歪 断
facility 5 larger  # hot water
  about: 热水 开水 水温 汤桶 热汤
  wrong: 烫 没有?防烫 太热 有点高 太高
facility 5 larger  # sharp edges within reach
  say: 钢筋.{0,4}(?:露|突|翘|扎) 钉子 铁钉 尖的 尖角 扎人 割手 毛刺 铁丝.{0,4}(?:露|翘|伸|戳) 玻璃渣 碎玻璃
facility 5 larger  # broken panes
  about: 玻璃 窗户 窗玻璃 镜子
  wrong: 碎 破 炸 砸 缺角 洞
facility 5 larger?  # cracked panes: may hold, may not
  about: 玻璃 窗玻璃
  wrong: 裂
facility 5 larger  # holes where pupils walk or lean
  about: 地板 地面 路面 地上 围栏 栅栏 篱笆 铁丝网 雨水口 电缆沟
  wrong: 洞 窟窿 豁口 陷 塌 踩空
facility 5 larger  # animals that bite and sting
  say: 马蜂 蜂窝 胡蜂 毒蛇 有条?蛇 蛇.{0,4}(?:爬|进|钻) 流浪狗 野狗 大狗 恶犬 狗.{0,4}(?:追|扑|进|跑|窜|乱叫)
facility 5 larger  # gates and doors that fall or trap
  about: 卷帘门 大门 铁门 门扇 电动门 隔断
  wrong: 掉下来 倒下来 砸 夹到 要掉 脱轨 掉轨
facility 5 general  # water and pipes
  about: 水管 水龙头 阀门 管道 接头 厕所 水箱 暖气 马桶 便池 下水道 下水 热水器 饮水机 开水器 屋顶 天花板 空调 洗手池 水池 地漏 窗台
  wrong: 漏 滴 堵 返水 渗 关不 坏 冒水 溢 反味 不通
facility 4 general  # slippery and uneven floors
  about: 地面 地板 地上 地 台阶 走廊 楼梯 楼道 厕所 大厅 瓷砖 门口 过道
  wrong: 滑 湿(?!度|巾|纸) 积水 打滑 都是油 全是油 洒了 有坑 坑 洼 凸 绊 水渍 一滩水 全是水 都是水
facility 4 general  # slippery, whatever the floor
  say: 青苔 湿滑 打滑 很滑 太滑 滑得 哧溜 容易滑 容易摔 绊脚 绊人 坑坑洼洼
facility 4 larger?  # ice
  about: 地面 台阶 路面 操场 楼梯 门口 路 地
  wrong: 结冰 冰面 结了冰 上冻
facility 4 general  # steps
  about: 台阶 防滑条 楼梯
  wrong: 松 掉 翘 断 坏 缺 磨平
facility 4 general  # lamps, doors, seats
  about: 灯 门 门把手 把手 门锁 锁 窗 窗户 合页 桌 椅 凳 课桌 讲台 座位 座椅 水龙头 空调 风扇 挂钩 柜 隔板 拉手 铃 广播 喇叭 镜子 窗帘 床
  wrong: 坏 不亮 不灵 不好使 用不了 没反应 打不开 关不 掉 松 夹手 卡 脱 (?<!电[也都已]?)断 闪 不制冷 反锁 裂 倒
facility 4 general  # pests
  about: 虫 毛毛虫 老鼠 蟑螂 蚂蚁 蚊子
  wrong: 一堆 好多 很多 多 到处 成群 爬
facility 2 general  # a fault of anything else
  say: 坏掉 坏的 不灵了 不好使 用不了 失修 烂了 碎了 裂开 散架 快掉 要掉 快倒 脱开 变形 磨破 卡死 有个洞 破洞 窟窿 生锈 漏水 漏油 渗水 滴水 坏了 (?<!电[也都已]?)断了 裂了 松了 掉了 漏了 歪了 破了 翘起来 堵了 倒了 缺了 锈 卡住 失灵 松动 开裂 鼓起来
facility 1 general  # housekeeping
  say: 灰多 灰大 有点脏 很脏 太脏 有点乱 蜘蛛网
other 3 larger?  # poison that is only smelled or named
  say: (?<!没|无|消)有毒 毒气 农药味? 刺鼻
other 2 larger?  # somebody calls it dangerous, the rules know no more
  say: 安全隐患 有隐患 有危险 很危险 太危险 挺危险 危险得很 不安全
natural 5 larger  # weather that has left something behind
  about: 台风 暴雨 大风 积雪 大雪 洪水 山体 冰雹 雨太?大 下大雨
  wrong: 刮 淹 倒 压 积水 断 倒灌 进水 塌 掉 滑坡 漏
`
