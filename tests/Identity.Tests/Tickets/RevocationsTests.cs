using Sekisho.Identity.Tickets;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Tickets;

public sealed class RevocationsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(RevocationScope.Ticket)]
    [InlineData(RevocationScope.Account)]
    [InlineData(RevocationScope.Device)]
    [InlineData(RevocationScope.Tenant)]
    [InlineData(RevocationScope.All)]
    public void A_revocation_ends_what_was_made_before_and_nothing_else(RevocationScope scope)
    {
        var revocations = new Revocations(_clock);
        var office = Office(revocations);
        var mine = office.Issue(Request());
        var other = office.Issue(Request(account: 8, tenant: 4, device: 12));
        var revocation = Revoke(revocations, scope, mine.Ticket);
        Assert.Equal(scope, revocation.Scope);
        Assert.Equal(TicketStatus.Revoked, office.Check(mine.Text, TicketRoles.Web).Status);
        Assert.Equal(scope == RevocationScope.All ? TicketStatus.Revoked : TicketStatus.Good, office.Check(other.Text, TicketRoles.Web).Status);
        Assert.Null(office.Renew(mine.Text, TicketRoles.Web).Renewed);
        // In the same millisecond nobody can say what was first: dead. One later it is a new login.
        Assert.Equal(scope == RevocationScope.Ticket ? TicketStatus.Good : TicketStatus.Revoked, office.Check(office.Issue(Request()).Text, TicketRoles.Web).Status);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(office.Check(office.Issue(Request()).Text, TicketRoles.Web).IsGood);
    }

    [Fact]
    public void Revoking_a_ticket_ends_what_it_was_renewed_to()
    {
        var revocations = new Revocations(_clock);
        var office = Office(revocations);
        var first = office.Issue(Request());
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = office.Renew(first.Text, TicketRoles.Web).Renewed!;
        revocations.RevokeTicket(first.Ticket.Id);
        Assert.Equal(TicketStatus.Revoked, office.Check(second.Text, TicketRoles.Web).Status);
    }

    [Fact]
    public void It_is_forgotten_when_no_ticket_from_before_can_live()
    {
        var revocations = new Revocations(_clock);
        revocations.RevokeAccount(7);
        _clock.Advance(TicketOptions.Longest + TicketOffice.ClockTolerance);
        Assert.Single(revocations.Export());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(revocations.Export());
        Assert.Equal(0, revocations.Count);
    }

    [Fact]
    public void One_too_many_revokes_all_so_that_nothing_revoked_works_again()
    {
        var revocations = new Revocations(_clock, most: 3);
        var office = Office(revocations);
        var revoked = office.Issue(Request(account: 1));
        var bystander = office.Issue(Request(account: 99));
        for (long account = 1; account <= 3; account++) Assert.Equal(RevocationScope.Account, revocations.RevokeAccount(account).Scope);
        Assert.True(office.Check(bystander.Text, TicketRoles.Web).IsGood);
        Assert.Equal(RevocationScope.All, revocations.RevokeAccount(4).Scope);
        Assert.Equal(0, revocations.Count);
        Assert.Equal(TicketStatus.Revoked, office.Check(revoked.Text, TicketRoles.Web).Status);
        Assert.Equal(TicketStatus.Revoked, office.Check(bystander.Text, TicketRoles.Web).Status);
    }

    [Fact]
    public void What_was_stored_holds_after_a_restart()
    {
        var revocations = new Revocations(_clock);
        var office = Office(revocations);
        var tickets = new[] { office.Issue(Request(account: -1)), office.Issue(Request(account: 2, tenant: -5)), office.Issue(Request(account: 3, device: -6)), office.Issue(Request(account: 4)), office.Issue(Request(account: 5)) };
        revocations.RevokeAccount(-1);
        revocations.RevokeTenant(-5);
        revocations.RevokeDevice(-6);
        revocations.RevokeTicket(tickets[3].Ticket.Id);
        var again = new Revocations(_clock);
        again.Import(revocations.Export());
        Assert.Equal([true, true, true, true, false], tickets.Select(ticket => again.IsRevoked(ticket.Ticket)));
        revocations.RevokeAll();
        again.Import(revocations.Export());
        Assert.True(again.IsRevoked(tickets[4].Ticket));
    }

    [Fact]
    public void A_later_revocation_of_all_keeps_later_ones()
    {
        var revocations = new Revocations(_clock);
        var at = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        revocations.Import([new Revocation(RevocationScope.Account, 7, at), new Revocation(RevocationScope.All, 0, at - 10), new Revocation((RevocationScope)99, 0, at)]);
        Assert.Equal(1, revocations.Count);
    }

    private static Revocation Revoke(Revocations revocations, RevocationScope scope, Ticket ticket) => scope switch
    {
        RevocationScope.Ticket => revocations.RevokeTicket(ticket.Id),
        RevocationScope.Account => revocations.RevokeAccount(ticket.Account),
        RevocationScope.Device => revocations.RevokeDevice(ticket.Device),
        RevocationScope.Tenant => revocations.RevokeTenant(ticket.Tenant),
        _ => revocations.RevokeAll(),
    };

    private static TicketRequest Request(long account = 7, long tenant = 3, long device = 11) =>
        new() { Account = account, Tenant = tenant, Device = device, Roles = TicketRoles.Web, Strength = AuthenticationStrength.Password };

    private TicketOffice Office(Revocations revocations) => new(TestKeys.Ring(), revocations, new TicketOptions(), _clock);
}
