import { expect, test } from 'vitest'
import { readFinding } from '../../src/reading/finding.ts'
import { places } from './school.ts'

/**
 * Forty answers to 「正常吗」 in teachers' words, written before the rules had seen them. Read once before anything was
 * learnt from them: 20 of 20 dangers were trouble (17 of them incidents), 13 of 20 good answers normal and one a hazard.
 */
const DANGER = `
二班一个娃从楼梯上滚下去了，头上起了个大包
刚才有个男的翻栏杆进了操场，说找孩子
小宇爸爸喝了酒在门口要硬接孩子，拦不住
有俩六年级的把一个三年级的堵厕所里了
丽丽说有叔叔摸她
孩子吃完加餐嘴肿了，喘
五（2）点名少一个，家长说早送来了
周子涵到现在还没进班，电话没人接，其他到齐
外面有辆车冲上人行道了，撞了人
食堂那边冒黑烟，其他没事
有学生把自己反锁在厕所里哭，说不想活
体育课有个孩子心慌，脸都白了，站不住
楼道里闻着一股煤气味
保安说后门进来个不认识的，没拦住，其他正常
大门口家长打起来了
一个老师在办公室晕了，正常上课
有学生往楼下扔凳子，差点砸到人
小朋友手指被门夹断了，其余正常
孩子从双杠上摔下来胳膊抬不起来
男厕隔间有人拿手机拍
`
const WELL = `
都来了，挺好的
全班四十二人全部到齐，精神状态良好
没啥情况，放心
门窗水电都检查过了，正常
路队已送出，家长都接走了
一到三楼走了一遍，没发现问题
灭火器在有效期内，压力正常
孩子们都安全离校了
食堂留样、消毒正常
校门口秩序良好
今日无异常，人员到岗
厕所、走廊、楼梯都看了，没问题
器材完好，场地平整
都好着呢
午休正常，无异常
值班室、监控室设备正常
早上巡了一圈，一切正常
晨检完成，无发热
今天很平稳
门锁好了，电也断了
`
const lines = (text: string) => text.trim().split('\n')

test('danger in words nobody tuned for is never taken as normality', () => {
  const read = lines(DANGER).map((text) => `${readFinding(text, places)} ${text}`)
  expect(read.filter((line) => line.startsWith('normal'))).toEqual([])
  expect(read.filter((line) => !line.startsWith('unclear')).length).toBe(20)
  expect(read.filter((line) => line.startsWith('incident')).length).toBeGreaterThanOrEqual(19)
})

test('an ordinary good answer is never taken as trouble', () => {
  const read = lines(WELL).map((text) => `${readFinding(text, places)} ${text}`)
  expect(read.filter((line) => /^(?:hazard|incident)/.test(line))).toEqual([])
  expect(read.filter((line) => line.startsWith('normal')).length).toBeGreaterThanOrEqual(19)
})
