using System.Collections.Frozen;
using System.Text;

namespace Sekisho.Identity.Rights;

/// <summary>
/// Which role may do what, and how far. What is not in the table is forbidden. Nobody but its owner reads a mailbox as their
/// own; what an operator opens in an emergency is a permission of its own, on record under its own name.
/// </summary>
public static class RightsTable
{
    private static readonly FrozenDictionary<(Role, Permission), RightsScope> Entries = new Dictionary<(Role, Permission), RightsScope>
    {
        [(Role.User, Permission.ReadMail)] = RightsScope.Own,
        [(Role.User, Permission.SendMail)] = RightsScope.Own,
        [(Role.User, Permission.ExportMail)] = RightsScope.Own,
        [(Role.User, Permission.ListQuarantine)] = RightsScope.Own,
        [(Role.User, Permission.ChangeQuarantine)] = RightsScope.Own,
        [(Role.User, Permission.ChangeCredentials)] = RightsScope.Own,
        [(Role.User, Permission.ListSessions)] = RightsScope.Own,
        [(Role.User, Permission.RevokeSessions)] = RightsScope.Own,
        [(Role.User, Permission.LinkCredentials)] = RightsScope.Own,
        [(Role.User, Permission.TraceMessages)] = RightsScope.Own,

        [(Role.TenantAdministrator, Permission.ListQuarantine)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ChangeQuarantine)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ReadQuarantine)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ChangeCredentials)] = RightsScope.Own,
        [(Role.TenantAdministrator, Permission.ResetCredentials)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ListSessions)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.RevokeSessions)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ListAccounts)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ChangeAccounts)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ChangeTenantRoles)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ChangePolicy)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.LinkCredentials)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ListArchive)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ChangeArchive)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.HoldArchive)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.TraceMessages)] = RightsScope.Tenant,
        [(Role.TenantAdministrator, Permission.ReadIncidents)] = RightsScope.Tenant,

        [(Role.Auditor, Permission.ChangeCredentials)] = RightsScope.Own,
        [(Role.Auditor, Permission.ListSessions)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ListAccounts)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ListQuarantine)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ListArchive)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ListArchivedMail)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ReadArchive)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.TraceMessages)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ReadLedger)] = RightsScope.Tenant,
        [(Role.Auditor, Permission.ReadIncidents)] = RightsScope.Tenant,

        [(Role.Operator, Permission.ChangeCredentials)] = RightsScope.Own,
        [(Role.Operator, Permission.ListQuarantine)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeQuarantine)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeQueue)] = RightsScope.All,
        [(Role.Operator, Permission.LinkCredentials)] = RightsScope.All,
        [(Role.Operator, Permission.ReadQuarantine)] = RightsScope.All,
        [(Role.Operator, Permission.OpenAsOperator)] = RightsScope.All,
        [(Role.Operator, Permission.ResetCredentials)] = RightsScope.All,
        [(Role.Operator, Permission.ListSessions)] = RightsScope.All,
        [(Role.Operator, Permission.RevokeSessions)] = RightsScope.All,
        [(Role.Operator, Permission.ListAccounts)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeAccounts)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeTenantRoles)] = RightsScope.All,
        [(Role.Operator, Permission.ChangePolicy)] = RightsScope.All,
        [(Role.Operator, Permission.ListArchive)] = RightsScope.All,
        [(Role.Operator, Permission.ListArchivedMail)] = RightsScope.All,
        [(Role.Operator, Permission.ReadArchive)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeArchive)] = RightsScope.All,
        [(Role.Operator, Permission.HoldArchive)] = RightsScope.All,
        [(Role.Operator, Permission.DestroyArchive)] = RightsScope.All,
        [(Role.Operator, Permission.TraceMessages)] = RightsScope.All,
        [(Role.Operator, Permission.ReadLedger)] = RightsScope.All,
        [(Role.Operator, Permission.ReadIncidents)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeIncidents)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeTenants)] = RightsScope.All,
        [(Role.Operator, Permission.EraseTenant)] = RightsScope.All,
        [(Role.Operator, Permission.ThawBudgets)] = RightsScope.All,
        [(Role.Operator, Permission.SealVault)] = RightsScope.All,
        [(Role.Operator, Permission.UnsealVault)] = RightsScope.All,
        [(Role.Operator, Permission.RotateKeys)] = RightsScope.All,
        [(Role.Operator, Permission.ChangeConfiguration)] = RightsScope.All,
    }.ToFrozenDictionary();

    /// <summary>How far a permission of a role goes.</summary>
    public static RightsScope ScopeOf(Role role, Permission permission) => Entries.GetValueOrDefault((role, permission));

    /// <summary>The table in Markdown, for the documentation.</summary>
    public static string ToMarkdown()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder("| permission |");
        foreach (var role in roles) text.Append(' ').Append(Words(role.ToString())).Append(" |");
        text.Append("\n|---|").Append(string.Concat(Enumerable.Repeat("---|", roles.Length))).Append('\n');
        foreach (var permission in Enum.GetValues<Permission>())
        {
            text.Append("| ").Append(Words(permission.ToString())).Append(" |");
            foreach (var role in roles)
                text.Append(' ').Append(ScopeOf(role, permission) switch { RightsScope.None => "", var scope => Words(scope.ToString()) + " " }).Append('|');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Words(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
