using System.Text.Json;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests;

public sealed class InspectOptionsTests
{
    [Fact]
    public void What_is_not_given_keeps_its_default()
    {
        var options = JsonSerializer.Deserialize("""{"timeoutSeconds":7,"limits":{"maxDepth":3}}""", InspectJson.Default.InspectOptions)!;
        Assert.Equal(7, options.TimeoutSeconds);
        Assert.Equal(3, options.Limits.MaxDepth);
        var defaults = new InspectOptions();
        Assert.Equal(defaults.ClamdMaxBytes, options.ClamdMaxBytes);
        Assert.Equal(defaults.Limits.MaxParts, options.Limits.MaxParts);
        Assert.Equal(Disposition.Quarantine, options.WhenAttachmentBlocked);
        Assert.Empty(options.BlockedExtensions);
    }

    [Fact]
    public void Options_survive_the_way_to_the_worker()
    {
        var options = new InspectOptions { ClamdAddress = "tcp:127.0.0.1:3310", WhenAttachmentBlocked = Disposition.Reject, AllowedExtensions = ["js"], AddressLists = ["bl.example.net"], Rules = [new("a.yml", "title: a")], DmarcOverrides = new Dictionary<string, string> { ["example.com"] = "none" }, Limits = new InspectLimits { MaxLinks = 9 } };
        var text = JsonSerializer.Serialize(options, InspectJson.Default.InspectOptions);
        var again = JsonSerializer.Deserialize(text, InspectJson.Default.InspectOptions)!;
        Assert.Equal(text, JsonSerializer.Serialize(again, InspectJson.Default.InspectOptions));
        Assert.Equal(options.DmarcOverrides, again.DmarcOverrides);
        Assert.Equal(["js"], again.AllowedExtensions);
        Assert.Equal(options.Rules, again.Rules);
    }

    [Fact]
    public void A_request_without_recipients_has_an_empty_list()
    {
        var request = JsonSerializer.Deserialize("""{"id":"a"}""", InspectJson.Default.InspectRequest)!;
        Assert.NotNull(request.Recipients);
    }

    [Fact]
    public void A_verdict_of_the_shortest_form_can_be_read()
    {
        var verdict = JsonSerializer.Deserialize("""{"disposition":"accept"}""", InspectJson.Default.Verdict)!;
        Assert.NotNull(verdict.Reasons);
        Assert.NotNull(verdict.Facts);
    }
}
