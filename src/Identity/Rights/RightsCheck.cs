using Sekisho.Identity.Tickets;

namespace Sekisho.Identity.Rights;

/// <summary>Whether somebody may do something.</summary>
public static class RightsCheck
{
    /// <summary>Decides by the table.</summary>
    /// <param name="who">Who wants to.</param>
    /// <param name="permission">What.</param>
    /// <param name="target">To whom or what.</param>
    /// <param name="strength">How they logged in.</param>
    public static RightsDecision Decide(Principal who, Permission permission, RightsTarget target, AuthenticationStrength strength) =>
        Decide(who, permission, target, strength, RightsTable.ScopeOf);

    /// <summary>Decides by a table, for tests with a wrong one.</summary>
    /// <param name="who">Who wants to.</param>
    /// <param name="permission">What.</param>
    /// <param name="target">To whom or what.</param>
    /// <param name="strength">How they logged in.</param>
    /// <param name="scopes">How far each permission of each role goes.</param>
    public static RightsDecision Decide(Principal who, Permission permission, RightsTarget target, AuthenticationStrength strength, Func<Role, Permission, RightsScope> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var decision = DecideAs(who, permission, target, strength, scopes);
        if (decision.IsAllowed || who.Role is not (Role.TenantAdministrator or Role.Auditor or Role.Operator)) return decision;
        // Beside what their role may do, everybody has what is their own: an administrator reads their own mail, and no other's.
        var own = DecideAs(who with { Role = Role.User }, permission, target, strength, scopes);
        return own.IsAllowed ? own : decision;
    }

    private static RightsDecision DecideAs(Principal who, Permission permission, RightsTarget target, AuthenticationStrength strength, Func<Role, Permission, RightsScope> scopes)
    {
        var decision = scopes(who.Role, permission) switch
        {
            RightsScope.All => new RightsDecision(true, RightsReason.Everywhere),
            RightsScope.Tenant => DecideTenant(who, target),
            RightsScope.Own => DecideOwn(who, target),
            _ => new RightsDecision(false, RightsReason.NotInRole),
        };
        return decision.IsAllowed && strength < LeastStrength(who.Role, permission) ? new RightsDecision(false, RightsReason.TooWeak) : decision;
    }

    /// <summary>How somebody must have logged in at least: people of the house and administrators with a second factor, app passwords for mail alone.</summary>
    public static AuthenticationStrength LeastStrength(Role role, Permission permission)
    {
        if (role != Role.User) return AuthenticationStrength.PasswordAndCode;
        return permission is Permission.ReadMail or Permission.SendMail ? AuthenticationStrength.AppPassword : AuthenticationStrength.Password;
    }

    // An auditor of the house has no tenant, and sees all.
    private static RightsDecision DecideTenant(Principal who, RightsTarget target)
    {
        if (who.Tenant is null) return who.Role == Role.Auditor ? new RightsDecision(true, RightsReason.Everywhere) : new RightsDecision(false, RightsReason.OtherTenant);
        return target.Tenant == who.Tenant ? new RightsDecision(true, RightsReason.WithinTenant) : new RightsDecision(false, RightsReason.OtherTenant);
    }

    private static RightsDecision DecideOwn(Principal who, RightsTarget target)
    {
        if (target.Tenant != who.Tenant) return new RightsDecision(false, RightsReason.OtherTenant);
        return target.Account == who.Account ? new RightsDecision(true, RightsReason.OwnAccount) : new RightsDecision(false, RightsReason.OtherAccount);
    }
}
