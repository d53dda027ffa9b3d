using Sekisho.Configuration;
using Sekisho.Configuration.Schema;

namespace Sekisho.Tests.Configuration;

public sealed class ConfigPageTests
{
    [Fact]
    public void The_page_in_docs_is_what_the_records_say() => GeneratedPage.AssertEqual("configuration.md", ConfigPage.Write());

    [Fact]
    public void Every_setting_is_on_the_page()
    {
        var page = ConfigPage.Write();
        Assert.True(ConfigSchema.Settings.Count >= 25, $"only {ConfigSchema.Settings.Count} settings");
        Assert.All(ConfigSchema.Settings, setting => Assert.Contains($"### `{setting.Path}`\n", page, StringComparison.Ordinal));
    }
}
