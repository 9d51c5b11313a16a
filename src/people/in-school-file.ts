/** How the administrator mends what only the school file says: `请在学校资料里给配电房写上责任人，再运行 …` of `里给配电房写上责任人`. A whole sentence. */
export const inSchoolFile = (what: string): string => `请在学校资料${what}，再运行 npm run seed -- --update。`
