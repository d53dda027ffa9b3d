using Sekisho.Identity.Rights;
using Sekisho.Identity.Tickets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Rights;

/// <summary>
/// Decides, before a call is answered, whether the person may have it done. The role's right is decided already (the role table
/// and the call's token); both are needed. Steps: 1. who acts; 2. what the request needs, and to whom it is done; 3. the table of rights; 4. a
/// refusal goes on record.
/// </summary>
internal sealed class RightsGate(
    TicketDesk tickets, FindTargets find, KeyCabinet cabinet, RecordDenials denials, Recorder recorder, Func<Role, Permission, RightsScope> scopes)
{
    /// <summary>Lets a call pass.</summary>
    /// <returns>Who acts; null when nobody does, and for a ticket that is not good: the handler answers that in its own way.</returns>
    /// <exception cref="CallException">They may not; it is on record.</exception>
    public async ValueTask<Actor?> PassAsync(CallRight right, CallContext context, object request)
    {
        var actor = right.Ticket is { } ticketOf ? HolderOf(context.Caller, ticketOf(request)) : ActorOf(context);
        if (actor is null && right.Ticket is not null) return null;
        foreach (var permission in right.Needs(request))
        {
            if (actor is null) throw await RefuseAsync(right, context, RightsReason.NoTicket, null).ConfigureAwait(false);
            var decision = Decide(actor, permission, right.Ticket is null ? right.Subject(request) : RightsSubject.Reach);
            if (!decision.IsAllowed) throw await RefuseAsync(right, context, decision.Reason, actor).ConfigureAwait(false);
            actor = actor with { Scope = ScopeOf(decision.Reason) };
        }

        if (right.Records is { } type)
        {
            await recorder.RecordAsync([recorder.Entry(type) with
            {
                Who = actor?.Who,
                What = new LedgerWhat { Tenant = actor?.Principal.Tenant is { } tenant ? FormattableString.Invariant($"{tenant}") : null, Class = "directory" },
                Details = Recorder.Details(("call", right.Call), ("by", RoleTable.NameOf(context.Caller))),
            }]).ConfigureAwait(false);
        }

        return actor;
    }

    /// <summary>Whether an account may send mail by a login of this strength: at the door of mail programs, which get no ticket.</summary>
    public async ValueTask<bool> MaySendAsync(RoleKind caller, long account, AuthenticationStrength strength)
    {
        if (find.RightOf(account) is not { } found) return false;
        var actor = new Actor(new Principal(RoleOf(found.Right), account, found.Tenant), strength, null);
        var decision = Check(actor, Permission.SendMail, new RightsTarget(found.Tenant, account));
        if (!decision.IsAllowed) await denials.RecordAsync(caller, VaultCalls.LogIn.Name, decision.Reason, actor).ConfigureAwait(false);
        return decision.IsAllowed;
    }

    private RightsDecision Decide(Actor actor, Permission permission, RightsSubject subject)
    {
        // What may be done everywhere needs no look at whose it is: the machine's operator works in a sealed vault, too.
        if (scopes(actor.Principal.Role, permission) == RightsScope.All) return Check(actor, permission, RightsTarget.System);
        var (targets, ofOperator) = find.Find(subject, actor.Principal);
        RightsDecision last = default;
        foreach (var target in targets)
        {
            last = Check(actor, permission, target);
            if (!last.IsAllowed) return last;
        }

        return ofOperator || subject.GivesOperator ? new RightsDecision(false, RightsReason.HigherRole) : last;
    }

    private RightsDecision Check(Actor actor, Permission permission, RightsTarget target) =>
        RightsCheck.Decide(actor.Principal, permission, target, actor.Strength, scopes);

    /// <summary>By what was decided and not by their role alone: an administrator without a second factor has only what is their own.</summary>
    private static RightsScope ScopeOf(RightsReason reason) => reason switch
    {
        RightsReason.Everywhere => RightsScope.All,
        RightsReason.WithinTenant => RightsScope.Tenant,
        _ => RightsScope.Own,
    };

    /// <summary>Who comes with a ticket is that person, at the machine, too: never more than they are, whoever owns the machine.</summary>
    private Actor? ActorOf(CallContext context) =>
        context.Behalf?.Ticket is { } ticket ? HolderOf(context.Caller, (ticket, context.Behalf.Device))
        : context.Caller == RoleKind.Operator ? AtTheMachine(context.Behalf?.Person)
        : null;

    private Actor AtTheMachine(string? person)
    {
        // Without keys there is no salt, and so no name: the emergency brake works all the same.
        var who = person is null || cabinet.IsSealed
            ? null
            : new LedgerWho { Person = cabinet.Use(keys => LedgerReference.Of(keys.Of(SystemKeyPurpose.LedgerSalt), "person", person)) };
        return new Actor(new Principal(Role.Operator, 0, null), AuthenticationStrength.Passkey, who);
    }

    private Actor? HolderOf(RoleKind caller, (string Text, string? Device) presented)
    {
        if (tickets.Check(caller, presented.Text, presented.Device) is not { } ticket) return null;
        if (find.RightOf(ticket.Account) is not { } found || found.Tenant != ticket.Tenant) return null;
        return new Actor(new Principal(RoleOf(found.Right), ticket.Account, ticket.Tenant), ticket.Strength, new LedgerWho
        {
            Ticket = TicketDesk.IdOf(ticket),
            // At the command line there is no other record that names them so often.
            Person = caller == RoleKind.Operator ? find.PersonOf(ticket.Account) : null,
        });
    }

    private async ValueTask<CallException> RefuseAsync(CallRight right, CallContext context, RightsReason reason, Actor? actor)
    {
        await denials.RecordAsync(context.Caller, right.Call, reason, actor).ConfigureAwait(false);
        return new CallException(CallFailure.Rejected, reason switch
        {
            RightsReason.NoTicket => $"{right.Call} needs a person who is logged in.",
            RightsReason.TooWeak => $"{right.Call} needs a login with a second factor or a passkey.",
            // Why exactly stays untold: whoever may not do it does not learn what exists.
            _ => $"{right.Call} is not theirs to do.",
        });
    }

    private static Role RoleOf(AccountRight right) => right switch
    {
        AccountRight.TenantAdmin => Role.TenantAdministrator,
        AccountRight.Auditor => Role.Auditor,
        AccountRight.Operator => Role.Operator,
        _ => Role.User,
    };
}
