using Sekisho.Identity.Tickets;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Tickets;

public sealed class TicketTests
{
    private static readonly TicketRequest Ayumi = new() { Account = 7, Tenant = 3, Device = 11, Roles = TicketRoles.Web | TicketRoles.Store, Strength = AuthenticationStrength.PasswordAndCode };

    private readonly ManualTimeProvider _clock = new();
    private readonly Revocations _revocations;
    private readonly TicketOffice _office;

    public TicketTests()
    {
        _revocations = new Revocations(_clock);
        _office = new TicketOffice(TestKeys.Ring(), _revocations, new TicketOptions(), _clock);
    }

    [Fact]
    public void A_ticket_says_whom_it_is_for_and_how_they_logged_in()
    {
        var issued = _office.Issue(Ayumi);
        var check = _office.Check(issued.Text, TicketRoles.Web);
        Assert.Equal(new TicketCheck(TicketStatus.Good, issued.Ticket), check);
        Assert.Equal((7L, 3L, 11L, AuthenticationStrength.PasswordAndCode, 900u), (check.Ticket.Account, check.Ticket.Tenant, check.Ticket.Device, check.Ticket.Strength, check.Ticket.LifetimeSeconds));
        Assert.Equal(TicketOffice.Characters, issued.Text.Length);
        Assert.DoesNotContain(issued.Text, issued.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ticket_ends_in_time_to_the_millisecond()
    {
        var text = _office.Issue(Ayumi).Text;
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.True(_office.Check(text, TicketRoles.Web).IsGood);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TicketStatus.Ended, _office.Check(text, TicketRoles.Web).Status);
    }

    [Fact]
    public void Only_its_roles_may_present_it_and_one_at_a_time()
    {
        var text = _office.Issue(Ayumi).Text;
        Assert.True(_office.Check(text, TicketRoles.Store).IsGood);
        foreach (var role in new[] { TicketRoles.Mx, TicketRoles.Deliver, TicketRoles.None, TicketRoles.Web | TicketRoles.Mx, TicketRoles.Web | TicketRoles.Store })
            Assert.Equal(TicketStatus.WrongRole, _office.Check(text, role).Status);
    }

    [Fact]
    public void No_bit_of_a_ticket_can_be_changed()
    {
        var issued = _office.Issue(Ayumi);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(issued.Text);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var check = _office.Check(System.Buffers.Text.Base64Url.EncodeToString(bytes), TicketRoles.Web);
            Assert.Contains(check.Status, new[] { TicketStatus.Forged, TicketStatus.Malformed, TicketStatus.UnknownKey });
            Assert.Equal(default, check.Ticket);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Any_other_text_is_malformed()
    {
        var text = _office.Issue(Ayumi).Text;
        foreach (var bad in new[] { "", text[..^1], text + "A", text[..^1] + "!", text[..^1] + " ", new string('A', TicketOffice.Characters), new string('é', TicketOffice.Characters) })
            Assert.Equal(TicketStatus.Malformed, _office.Check(bad, TicketRoles.Web).Status);
        // The last character has bits that mean nothing: only one spelling is a ticket.
        Assert.NotEqual(TicketStatus.Good, _office.Check(text[..^1] + (text[^1] == 'B' ? 'C' : 'B'), TicketRoles.Web).Status);
    }

    [Fact]
    public void A_removed_key_ends_the_tickets_made_under_it()
    {
        using var keys = TestKeys.Ring(1);
        var office = new TicketOffice(keys, _revocations, new TicketOptions(), _clock);
        var old = office.Issue(Ayumi).Text;
        Assert.True(keys.TryAdd(2, TestKeys.Bytes(2), makeCurrent: true));
        var young = office.Issue(Ayumi).Text;
        Assert.True(office.Check(old, TicketRoles.Web).IsGood);
        Assert.True(keys.TryRemove(1));
        Assert.Equal(TicketStatus.UnknownKey, office.Check(old, TicketRoles.Web).Status);
        Assert.True(office.Check(young, TicketRoles.Web).IsGood);
    }

    [Fact]
    public void A_clock_that_went_back_far_refuses_tickets_of_the_future()
    {
        var late = new ManualTimeProvider(_clock.GetUtcNow().AddSeconds(5));
        var later = new ManualTimeProvider(_clock.GetUtcNow().AddSeconds(5).AddMilliseconds(1));
        Assert.True(_office.Check(new TicketOffice(TestKeys.Ring(), _revocations, new TicketOptions(), late).Issue(Ayumi).Text, TicketRoles.Web).IsGood);
        Assert.Equal(TicketStatus.NotYet, _office.Check(new TicketOffice(TestKeys.Ring(), _revocations, new TicketOptions(), later).Issue(Ayumi).Text, TicketRoles.Web).Status);
    }

    [Fact]
    public void A_single_use_ticket_is_good_once_and_the_second_use_is_named()
    {
        var text = _office.IssueSingleUse(Ayumi).Text;
        Assert.Equal(TicketStatus.WrongKind, _office.Check(text, TicketRoles.Web).Status);
        Assert.Equal(TicketStatus.WrongRole, _office.Use(text, TicketRoles.Mx).Status);
        Assert.True(_office.Use(text, TicketRoles.Web).IsGood);
        Assert.Equal(TicketStatus.UsedAgain, _office.Use(text, TicketRoles.Web).Status);
        Assert.Equal(7, _office.Use(text, TicketRoles.Web).Ticket.Account);
        Assert.Equal(TicketStatus.WrongKind, _office.Use(_office.Issue(Ayumi).Text, TicketRoles.Web).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TicketStatus.Ended, _office.Use(text, TicketRoles.Web).Status);
    }

    [Fact]
    public void Used_tickets_stay_used_over_a_restart()
    {
        var text = _office.IssueSingleUse(Ayumi).Text;
        Assert.True(_office.Use(text, TicketRoles.Web).IsGood);
        var again = new TicketOffice(TestKeys.Ring(), _revocations, new TicketOptions(), _clock);
        again.ImportUsed(_office.ExportUsed());
        Assert.Equal(TicketStatus.UsedAgain, again.Use(text, TicketRoles.Web).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_office.ExportUsed());
    }

    [Fact]
    public void Of_many_uses_at_the_same_moment_one_is_good()
    {
        var text = _office.IssueSingleUse(Ayumi).Text;
        var good = 0;
        Parallel.For(0, 64, _ =>
        {
            if (_office.Use(text, TicketRoles.Web).IsGood) Interlocked.Increment(ref good);
        });
        Assert.Equal(1, good);
    }

    [Fact]
    public void Two_hundred_thousand_uses_are_remembered_and_then_none_is_taken()
    {
        var used = new UsedTickets();
        for (var i = 0; i < UsedTickets.Most; i++) Assert.Equal(TicketStatus.Good, used.TryUse((UInt128)i, 1000 + i, 0));
        Assert.Equal(TicketStatus.Busy, used.TryUse(UInt128.MaxValue, 5000, 0));
        Assert.Equal(TicketStatus.UsedAgain, used.TryUse(5, 5000, 0));
        Assert.Equal(TicketStatus.Good, used.TryUse(UInt128.MaxValue, 5000, 1000));
    }

    [Fact]
    public void A_renewed_ticket_is_the_same_session_and_no_longer_than_a_session_may_be()
    {
        var office = new TicketOffice(TestKeys.Ring(), _revocations, new TicketOptions { LongestSession = TimeSpan.FromMinutes(20) }, _clock);
        var first = office.Issue(Ayumi);
        _clock.Advance(TimeSpan.FromMinutes(10));
        var (check, second) = office.Renew(first.Text, TicketRoles.Web);
        Assert.True(check.IsGood);
        Assert.Equal((first.Ticket.Id, first.Ticket.StartedUnixMilliseconds, 600u), (second!.Ticket.Id, second.Ticket.StartedUnixMilliseconds, second.Ticket.LifetimeSeconds));
        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(999));
        Assert.Equal((TicketStatus.Ended, null), (office.Renew(second.Text, TicketRoles.Web).Check.Status, office.Renew(second.Text, TicketRoles.Web).Renewed));
        Assert.Null(office.Renew(office.IssueSingleUse(Ayumi).Text, TicketRoles.Web).Renewed);
    }

    [Fact]
    public void The_limits_of_lifetimes()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TicketOptions { Lifetime = TicketOptions.Longest + TimeSpan.FromTicks(1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TicketOptions { SingleUseLifetime = TimeSpan.FromMilliseconds(999) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TicketOptions { LongestSession = TimeSpan.FromDays(90) + TimeSpan.FromTicks(1) });
        Assert.Equal(TicketOptions.Longest, new TicketOptions { Lifetime = TicketOptions.Longest }.Lifetime);
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        var text = _office.Issue(Ayumi).Text;
        for (var i = 0; i < 100; i++) Assert.True(_office.Check(text, TicketRoles.Web).IsGood);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var good = true;
        for (var i = 0; i < 1000; i++) good &= _office.Check(text, TicketRoles.Web).IsGood;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(good);
    }
}
