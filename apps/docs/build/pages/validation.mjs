export async function validationPage() { return { text: "soon\n", problems: [] }; }
