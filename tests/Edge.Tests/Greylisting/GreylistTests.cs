using System.Net;
using Sekisho.Edge.Greylisting;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Edge.Tests.Greylisting;

public sealed class GreylistTests
{
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.7");

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_stranger_is_taken_when_he_comes_again_after_the_wait()
    {
        var list = new Greylist(300, _clock);
        Assert.Equal(GreylistResult.Wait, Ask(list));
        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(GreylistResult.Wait, Ask(list));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new GreylistAnswer(GreylistResult.Passed, TimeSpan.FromSeconds(300)), list.Ask(Client, "a@far.example", "b@here.example"));
        Assert.Equal(GreylistResult.Open, Ask(list));
        Assert.Equal((0, 1), list.Counts);
    }

    [Fact]
    public void Who_has_passed_writes_to_everybody_without_a_wait()
    {
        var list = Passed();
        Assert.Equal(GreylistResult.Open, Ask(list, recipient: "somebody.else@here.example"));
        Assert.Equal(GreylistResult.Wait, Ask(list, reversePath: "other@far.example"));
        Assert.Equal(GreylistResult.Wait, Ask(list, client: "198.51.100.7"));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.250", true)]
    [InlineData("192.0.2.7", "192.0.3.7", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Another_server_of_the_same_network_may_come_in_its_place(string first, string second, bool isSame)
    {
        var list = new Greylist(300, _clock);
        Ask(list, client: first);
        _clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(isSame ? GreylistResult.Passed : GreylistResult.Wait, Ask(list, client: second));
    }

    [Fact]
    public void Sender_and_recipient_do_not_run_into_each_other()
    {
        var list = new Greylist(300, _clock);
        Ask(list, reversePath: "a b", recipient: "c");
        _clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(GreylistResult.Wait, Ask(list, reversePath: "a", recipient: "b c"));
        Assert.Equal(GreylistResult.Passed, Ask(list, reversePath: "A B", recipient: "C"));
    }

    [Fact]
    public void Who_comes_again_too_late_begins_anew()
    {
        var list = new Greylist(300, _clock);
        Ask(list);
        _clock.Advance(Greylist.Window);
        Assert.Equal(GreylistResult.Passed, Ask(list));

        list = new Greylist(300, _clock);
        Ask(list);
        _clock.Advance(Greylist.Window + TimeSpan.FromSeconds(1));
        Assert.Equal(GreylistResult.Wait, Ask(list));
    }

    [Fact]
    public void Who_has_passed_is_forgotten_36_days_after_the_last_message()
    {
        var list = Passed();
        _clock.Advance(Greylist.Remembered);
        Assert.Equal(GreylistResult.Open, Ask(list));
        _clock.Advance(Greylist.Remembered);
        Assert.Equal(GreylistResult.Open, Ask(list));
        _clock.Advance(Greylist.Remembered + TimeSpan.FromSeconds(1));
        Assert.Equal(GreylistResult.Wait, Ask(list));
    }

    [Fact]
    public void A_flood_that_fills_the_list_makes_nobody_wait_longer()
    {
        var list = new Greylist(300, _clock, mostWaiting: 3);
        for (var i = 0; i < 3; i++) Assert.Equal(GreylistResult.Wait, Ask(list, recipient: $"{i}"));
        Assert.Equal(GreylistResult.Full, Ask(list, recipient: "3"));
        Assert.Equal(GreylistResult.Wait, Ask(list, recipient: "0"));
        Assert.Equal((3, 0), list.Counts);
        _clock.Advance(Greylist.Window + TimeSpan.FromSeconds(1));
        Assert.Equal(GreylistResult.Wait, Ask(list, recipient: "3"));
        Assert.Equal((1, 0), list.Counts);
    }

    [Fact]
    public void Of_too_many_who_have_passed_the_one_that_is_silent_longest_waits_again()
    {
        var list = new Greylist(300, _clock, mostPassed: 2);
        Pass(list, "1@far.example");
        Pass(list, "2@far.example");
        Assert.Equal(GreylistResult.Open, Ask(list, reversePath: "1@far.example"));
        Pass(list, "3@far.example");
        Assert.Equal((0, 2), list.Counts);
        Assert.Equal(GreylistResult.Open, Ask(list, reversePath: "1@far.example"));
        Assert.Equal(GreylistResult.Open, Ask(list, reversePath: "3@far.example"));
        Assert.Equal(GreylistResult.Wait, Ask(list, reversePath: "2@far.example"));
    }

    [Fact]
    public void The_limits_hold_in_full_size()
    {
        var list = new Greylist(300, _clock);
        for (var i = 0; i < Greylist.MostWaiting; i++) list.Ask(Client, "a@far.example", $"{i}");
        Assert.Equal((Greylist.MostWaiting, 0), list.Counts);
        Assert.Equal(GreylistResult.Full, Ask(list));
        Assert.Equal(Greylist.MostWaiting, list.Counts.Waiting);

        list = new Greylist(0, _clock);
        for (var i = 0; i < Greylist.MostPassed; i++) Assert.Equal((GreylistResult.Wait, GreylistResult.Passed), (Ask(list, reversePath: $"{i}"), Ask(list, reversePath: $"{i}")));
        Assert.Equal(GreylistResult.Open, Ask(list, reversePath: "0"));
        Assert.Equal((GreylistResult.Wait, GreylistResult.Passed), (Ask(list), Ask(list)));
        Assert.Equal((0, Greylist.MostPassed), list.Counts);
        Assert.Equal(GreylistResult.Wait, Ask(list, reversePath: "1"));
    }

    [Theory]
    [InlineData(Disposition.Accept, true)]
    [InlineData(Disposition.Tag, true)]
    [InlineData(Disposition.Quarantine, false)]
    [InlineData(Disposition.Defer, false)]
    [InlineData(Disposition.Reject, false)]
    public void Only_mail_that_would_be_delivered_waits(Disposition disposition, bool concerns) =>
        Assert.Equal(concerns, Greylist.Concerns(Stranger(("auth.dmarc", "none")) with { Disposition = disposition }));

    [Theory]
    [InlineData("auth.spf", "pass", false)]
    [InlineData("auth.dkim", "pass", false)]
    [InlineData("auth.dmarc", "pass", false)]
    [InlineData("auth.spf", "softfail", true)]
    [InlineData("auth.dkim", "fail", true)]
    [InlineData("auth.dmarc", "temperror", true)]
    public void Who_is_authenticated_never_waits(string fact, string value, bool concerns) =>
        Assert.Equal(concerns, Greylist.Concerns(Stranger((fact, value))));

    [Fact]
    public void Who_is_known_or_cannot_be_looked_up_never_waits()
    {
        Assert.False(Greylist.Concerns(new Verdict { Disposition = Disposition.Accept }));
        var known = new FactSet();
        known.Set("history.messages", 3);
        Assert.False(Greylist.Concerns(new Verdict { Disposition = Disposition.Accept, Facts = known }));
    }

    internal static Verdict Stranger(params (string Name, string Value)[] facts)
    {
        var set = new FactSet();
        set.Set("history.first_contact", true);
        foreach (var (name, value) in facts) set.Set(name, value);
        return new Verdict { Disposition = Disposition.Accept, Facts = set };
    }

    private static GreylistResult Ask(Greylist list, string client = "192.0.2.7", string reversePath = "a@far.example", string recipient = "b@here.example") =>
        list.Ask(IPAddress.Parse(client), reversePath, recipient).Result;

    private Greylist Passed()
    {
        var list = new Greylist(300, _clock);
        Pass(list, "a@far.example");
        return list;
    }

    private void Pass(Greylist list, string reversePath)
    {
        Assert.Equal(GreylistResult.Wait, Ask(list, reversePath: reversePath));
        _clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(GreylistResult.Passed, Ask(list, reversePath: reversePath));
    }
}
