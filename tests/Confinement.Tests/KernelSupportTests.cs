namespace Sekisho.Confinement.Tests;

/// <summary>What an older kernel lacks is said in words for the operator.</summary>
public sealed class KernelSupportTests
{
    private static readonly ConfinementPolicy Networked = new() { Sockets = SocketUse.Tcp, ListenPorts = [25] };

    [Theory]
    [InlineData(0, "no Landlock", ConfinementPart.Files, ConfinementPart.TcpPorts, ConfinementPart.Scopes)]
    [InlineData(2, "truncation", ConfinementPart.Files, ConfinementPart.TcpPorts, ConfinementPart.Scopes)]
    [InlineData(3, "TCP ports", ConfinementPart.TcpPorts, ConfinementPart.Scopes)]
    [InlineData(5, "signals", ConfinementPart.Scopes)]
    [InlineData(6, "")]
    [InlineData(7, "")]
    public void An_older_kernel_lacks(int abi, string words, params ConfinementPart[] parts)
    {
        var missing = new KernelSupport(abi, FiltersSystemCalls: true, IsKnownMachine: true).MissingFor(Networked);
        Assert.Equal(parts, missing.Select(part => part.Part));
        if (words.Length > 0) Assert.Contains(words, missing[0].Reason);
    }

    [Fact]
    public void Without_network_sockets_the_kernel_need_not_know_ports() =>
        Assert.Equal([ConfinementPart.Scopes], new KernelSupport(3, true, true).MissingFor(new ConfinementPolicy()).Select(part => part.Part));

    [Fact]
    public void Without_filters_system_calls_are_not_confined()
    {
        Assert.Equal(ConfinementPart.SystemCalls, Assert.Single(new KernelSupport(7, false, true).MissingFor(Networked)).Part);
        Assert.Contains("arm64", new KernelSupport(0, false, false).MissingFor(Networked)[0].Reason);
    }

    [Fact]
    public void A_policy_and_an_outcome_survive_their_way_through_the_environment()
    {
        var policy = Networked with { Readable = ["/a b\n\"c\"", @"/d\ne\", "/f"], ConnectPorts = null, UserId = 7, Limits = new ResourceLimits { OpenFiles = 9 }, Refused = [SystemCallGroup.Bpf] };
        var read = ConfinementPolicy.FromText(policy.ToText());
        Assert.Equal(policy.Readable, read.Readable);
        Assert.Null(read.ConnectPorts);
        Assert.Equal([25], read.ListenPorts);
        Assert.Equal((7, 9L, true), (read.UserId, read.Limits.OpenFiles, read.IsRequired));
        Assert.Equal([SystemCallGroup.Bpf], read.Refused);
        var outcome = new ConfinementOutcome([ConfinementPart.Files], [new MissingPart(ConfinementPart.Scopes, "old")]);
        Assert.Equal(outcome.Missing, ConfinementOutcome.FromText(outcome.ToText()).Missing);
        Assert.False(outcome.IsWhole);
        Assert.False(ConfinementOutcome.None.IsWhole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("readable /")]
    [InlineData("readable / required 1")]
    public void What_is_cut_off_or_something_else_is_no_policy(string text)
    {
        Assert.Throws<FormatException>(() => ConfinementPolicy.FromText(text));
        Assert.Throws<FormatException>(() => ConfinementOutcome.FromText(text));
        var whole = Networked.ToText();
        Assert.Throws<FormatException>(() => ConfinementPolicy.FromText(whole[..^2]));
    }
}
