import { describe, expect, test } from 'vitest'
import { mayBeOneThing } from '../../src/reading/things.ts'

describe('whether two reports of one place and kind may be about one thing', () => {
  test.each([
    ['二楼饮水机边上的插座烧黑了', '饮水机旁边那个插座冒烟了', true],
    ['灯坏了', '灯管不亮', true],
    ['插座没电了', '还是没人修', true],
    ['厕所水管爆了', '水还在流', true],
    ['操场看台那排椅子底下钢筋露头了', '操场围栏焊口开了两处', false],
    ['留样冰箱温度升到9度了', '陪餐发现青菜里有根头发丝', false],
    ['第3个插座没电了', '第 4 个插座没电了', false],
    ['第3个插座没电了', '3号插座没电了', true],
    ['教学楼B二楼男厕灯坏了', '教学楼B三楼男厕灯坏了', false],
    ['教学楼B二楼男厕灯坏了', '教学楼B2层男厕灯不亮', true],
    ['二楼男厕水管爆了', '二楼女厕水管爆了', false],
    ['走廊东侧灯坏了', '走廊西侧灯坏了', false],
    ['走廊东侧灯坏了', '走廊灯坏了', true],
    ['冰箱9度了', '冰箱11度了', true],
    ['教室灯坏了', '教室窗户玻璃裂了', false],
  ])('%s · %s → %s', (one, other, same) => {
    expect([mayBeOneThing(one, other), mayBeOneThing(other, one)]).toEqual([same, same])
  })
})
