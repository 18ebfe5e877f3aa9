import { onContentUpdated, useData } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { onMounted, watch } from "vue";
import { showPublishedElements } from "../../live/published-elements.mjs";
import "../../live/output.css";
import "./site.css";

export default {
  extends: DefaultTheme,
  setup() {
    // After the page has come to life: elements change what is inside them only then.
    onMounted(async () => (await import("../../live/elements.mjs")).defineElements());
    const { isDark } = useData();
    onContentUpdated(() => showPublishedElements(isDark.value));
    watch(isDark, showPublishedElements);
  },
};
