/** Files of the campus scenario as texts; the build makes these modules. */
declare module 'virtual:campus/*' {
  const text: string;
  export default text;
}
