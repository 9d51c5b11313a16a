/** How the administrator mends what only the school file says: `请在学校资料里排上，再运行 npm run seed -- --update。` */
export const inSchoolFile = (what: string): string => `请在学校资料${what}，再运行 npm run seed -- --update。`
