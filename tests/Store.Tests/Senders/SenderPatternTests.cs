using Sekisho.Store.Published;
using Sekisho.Store.Senders;

namespace Sekisho.Store.Tests.Senders;

public sealed class SenderPatternTests
{
    [Theory]
    [InlineData("Hana@Partner.Example", "hana@partner.example")]
    [InlineData("@Partner.Example", "@partner.example")]
    [InlineData("@*.Partner.Example", "@*.partner.example")]
    [InlineData("@bücher.example", "@xn--bcher-kva.example")]
    [InlineData("@[192.0.2.1]", "@[192.0.2.1]")]
    [InlineData("@*.example", "@*.example")]
    [InlineData("@*.a.b.c.d.e.f.g.h.i.example", "@*.a.b.c.d.e.f.g.h.i.example")]
    public void An_entry_has_one_form(string text, string canonical)
    {
        Assert.True(SenderPattern.TryParse(text, out var found));
        Assert.Equal(canonical, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@*.")]
    [InlineData("partner.example")]
    [InlineData("postmaster")]
    [InlineData("@*")]
    [InlineData("@*partner.example")]
    [InlineData("@a.*.example")]
    [InlineData("@*.[192.0.2.1]")]
    [InlineData("@*.*.example")]
    [InlineData("a@b@")]
    [InlineData("a\n@partner.example")]
    [InlineData("@*.a.b.c.d.e.f.g.h.i.j.example")]
    public void What_is_no_entry_is_refused(string text) => Assert.False(SenderPattern.TryParse(text, out _));

    [Fact]
    public void The_most_exact_entry_comes_first()
    {
        Assert.Equal(["a@x.y.example", "@x.y.example", "@*.y.example", "@*.example"], Of("a@x.y.example"));
        Assert.Equal(["a@example", "@example"], Of("a@example"));
        Assert.Equal(["a@[192.0.2.1]", "@[192.0.2.1]"], Of("a@[192.0.2.1]"));
    }

    [Fact]
    public void A_sender_with_a_hundred_levels_falls_under_the_entry_of_his_domain_and_costs_no_more()
    {
        var found = Of("a@" + string.Concat(Enumerable.Repeat("x.", 100)) + "partner.example");
        Assert.Equal(2 + SenderPattern.MostLabels, found.Count);
        Assert.Contains("@*.partner.example", found);
        Assert.True(SenderPattern.TryParse(found[2], out var widest));
        Assert.Equal(found[2], widest);
    }

    private static IReadOnlyList<string> Of(string address)
    {
        Assert.True(AddressParts.TryParse(address, out var parts));
        return SenderPattern.Of(parts);
    }
}
