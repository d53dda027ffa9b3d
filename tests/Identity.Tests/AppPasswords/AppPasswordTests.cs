using System.Net;
using Sekisho.Identity.AppPasswords;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.AppPasswords;

public sealed class AppPasswordTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.7");

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void It_opens_its_protocol_for_its_account_and_nothing_else()
    {
        using var keys = TestKeys.Ring();
        var office = new AppPasswordOffice(keys, _clock);
        var made = office.New("a1", AppProtocols.Imap, [], "old phone");
        Assert.Matches("^[A-Z2-7]{8}(-[A-Z2-7]{8}){3}$", made.Text);
        Assert.Equal(made.Record.Prefix, AppPasswordOffice.PrefixOf(made.Text));
        Assert.Equal(AppPasswordStatus.Good, Check(made.Record, "a1", made.Text));
        Assert.Equal(AppPasswordStatus.Good, Check(made.Record, "a1", made.Text.ToLowerInvariant().Replace('-', ' ')));
        Assert.Equal(AppPasswordStatus.WrongProtocol, Check(made.Record, "a1", made.Text, AppProtocols.Smtp));
        Assert.Equal(AppPasswordStatus.WrongProtocol, Check(made.Record, "a1", made.Text, AppProtocols.None));
        Assert.Equal(AppPasswordStatus.Wrong, Check(made.Record, "a2", made.Text));
        Assert.Equal(AppPasswordStatus.Wrong, Check(made.Record with { AccountId = "a2" }, "a2", made.Text));
        Assert.Equal(AppPasswordStatus.Wrong, Check(null, "a1", made.Text));
        Assert.Equal(AppPasswordStatus.Wrong, Check(made.Record, "a1", office.New("a1", AppProtocols.Imap, [], "").Text));
        Assert.DoesNotContain(made.Text, made.ToString(), StringComparison.Ordinal);

        AppPasswordStatus Check(AppPassword? record, string account, string text, AppProtocols protocol = AppProtocols.Imap) =>
            office.Check(record, account, text, protocol, Home).Status;
    }

    [Fact]
    public void From_another_network_the_right_one_is_a_detection()
    {
        using var keys = TestKeys.Ring();
        var office = new AppPasswordOffice(keys, _clock);
        var made = office.New("a1", AppProtocols.Smtp, [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("2001:db8::/32")], "printer");
        foreach (var (address, status) in new[]
                 {
                     ("192.0.2.255", AppPasswordStatus.Good), ("::ffff:192.0.2.1", AppPasswordStatus.Good), ("2001:db8::1", AppPasswordStatus.Good),
                     ("192.0.3.0", AppPasswordStatus.WrongNetwork), ("2001:db9::1", AppPasswordStatus.WrongNetwork),
                 })
            Assert.Equal(status, office.Check(made.Record, "a1", made.Text, AppProtocols.Smtp, IPAddress.Parse(address)).Status);
    }

    [Fact]
    public void It_ends_when_it_was_to_end()
    {
        using var keys = TestKeys.Ring();
        var office = new AppPasswordOffice(keys, _clock);
        var made = office.New("a1", AppProtocols.Smtp, [], "", _clock.GetUtcNow().AddHours(1));
        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.True(office.Check(made.Record, "a1", made.Text, AppProtocols.Smtp, Home).IsGood);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(AppPasswordStatus.Ended, office.Check(made.Record, "a1", made.Text, AppProtocols.Smtp, Home).Status);
    }

    [Fact]
    public void Its_last_use_is_kept_by_the_hour_and_its_key_follows_the_current_one()
    {
        using var keys = TestKeys.Ring(1);
        var office = new AppPasswordOffice(keys, _clock);
        var made = office.New("a1", AppProtocols.Smtp | AppProtocols.Imap, [], "");
        _clock.Advance(TimeSpan.FromMinutes(90));
        var used = office.Check(made.Record, "a1", made.Text, AppProtocols.Smtp, Home).Used!;
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), used.LastUsedAt);
        Assert.Null(office.Check(used, "a1", made.Text, AppProtocols.Imap, Home).Used);
        Assert.True(keys.TryAdd(2, TestKeys.Bytes(2), makeCurrent: true));
        var moved = office.Check(used, "a1", made.Text, AppProtocols.Imap, Home).Used!;
        Assert.Equal(2u, moved.KeyId);
        Assert.True(keys.TryRemove(1));
        Assert.True(office.Check(moved, "a1", made.Text, AppProtocols.Imap, Home).IsGood);
        Assert.Equal(AppPasswordStatus.Wrong, office.Check(used, "a1", made.Text, AppProtocols.Imap, Home).Status);
    }

    [Fact]
    public void An_ordinary_password_is_not_taken_for_one()
    {
        foreach (var text in new[] { "", "a long sentence nobody guesses", new string('A', 31), new string('A', 33), new string('A', 32) + new string(' ', 33) }) Assert.Null(AppPasswordOffice.PrefixOf(text));
        Assert.Equal("AAAAAAAA", AppPasswordOffice.PrefixOf(new string('a', 32) + new string(' ', 32)));
    }

    [Fact]
    public void The_limits_hold_at_the_limit_and_one_past_it()
    {
        using var keys = TestKeys.Ring();
        var office = new AppPasswordOffice(keys, _clock);
        var networks = Enumerable.Range(0, AppPasswordOffice.MostNetworks + 1).Select(i => IPNetwork.Parse($"10.{i}.0.0/16")).ToArray();
        Assert.Equal(16, office.New("a1", AppProtocols.Smtp, networks[1..], new string('n', 100)).Record.Networks.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => office.New("a1", AppProtocols.Smtp, networks, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => office.New("a1", AppProtocols.Smtp, [], new string('n', 101)));
        Assert.Throws<ArgumentOutOfRangeException>(() => office.New("a1", AppProtocols.None, [], ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => office.New("a1", (AppProtocols)4, [], ""));
    }
}
