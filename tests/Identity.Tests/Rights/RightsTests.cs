using Sekisho.Identity.Rights;
using Sekisho.Identity.Tickets;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Rights;

public sealed class RightsTests
{
    private const string Begin = "<!-- generated: SEKISHO_UPDATE_DOCS=1 ./sekisho test Identity -->";
    private const string End = "<!-- end of the generated part -->";

    [Theory]
    [InlineData(Role.User, Permission.ReadMail, 3, 7, true, RightsReason.OwnAccount)]
    [InlineData(Role.User, Permission.ReadMail, 3, 8, false, RightsReason.OtherAccount)]
    [InlineData(Role.User, Permission.ReadMail, 4, 7, false, RightsReason.OtherTenant)]
    [InlineData(Role.User, Permission.ChangeAccounts, 3, 7, false, RightsReason.NotInRole)]
    [InlineData(Role.TenantAdministrator, Permission.ChangeAccounts, 3, 8, true, RightsReason.WithinTenant)]
    [InlineData(Role.TenantAdministrator, Permission.ChangeAccounts, 4, 8, false, RightsReason.OtherTenant)]
    [InlineData(Role.TenantAdministrator, Permission.ReadMail, 3, 8, false, RightsReason.NotInRole)]
    [InlineData(Role.TenantAdministrator, Permission.ReadMail, 3, 7, true, RightsReason.OwnAccount)]
    [InlineData(Role.Auditor, Permission.ReadLedger, 3, 8, true, RightsReason.WithinTenant)]
    [InlineData(Role.Auditor, Permission.ReadLedger, 4, 8, false, RightsReason.OtherTenant)]
    [InlineData(Role.Auditor, Permission.ChangeAccounts, 3, 8, false, RightsReason.NotInRole)]
    [InlineData(Role.Operator, Permission.EraseTenant, 4, 8, true, RightsReason.Everywhere)]
    [InlineData(Role.Operator, Permission.ReadMail, 3, 8, false, RightsReason.NotInRole)]
    [InlineData(Role.Operator, Permission.ReadMail, 3, 7, true, RightsReason.OwnAccount)]
    public void The_table_decides_with_its_reason(Role role, Permission permission, long tenant, long account, bool allowed, RightsReason reason) =>
        Assert.Equal(new RightsDecision(allowed, reason), RightsCheck.Decide(new Principal(role, 7, 3), permission, new RightsTarget(tenant, account), AuthenticationStrength.Passkey));

    [Fact]
    public void Nobody_but_its_owner_reads_or_exports_a_mailbox()
    {
        foreach (var role in Enum.GetValues<Role>())
            foreach (var permission in new[] { Permission.ReadMail, Permission.ExportMail, Permission.SendMail })
                Assert.Equal(role == Role.User ? RightsScope.Own : RightsScope.None, RightsTable.ScopeOf(role, permission));
    }

    [Fact]
    public void An_auditor_changes_nothing_but_their_own_credentials()
    {
        var changing = Enum.GetValues<Permission>().Where(permission => RightsTable.ScopeOf(Role.Auditor, permission) != RightsScope.None)
            .Where(permission => !permission.ToString().StartsWith("List", StringComparison.Ordinal) && !permission.ToString().StartsWith("Read", StringComparison.Ordinal) && permission != Permission.TraceMessages);
        Assert.Equal([Permission.ChangeCredentials], changing);
    }

    [Fact]
    public void Every_permission_belongs_to_some_role_and_an_unknown_one_to_none()
    {
        foreach (var permission in Enum.GetValues<Permission>()) Assert.Contains(Enum.GetValues<Role>(), role => RightsTable.ScopeOf(role, permission) != RightsScope.None);
        Assert.Equal(RightsReason.NotInRole, RightsCheck.Decide(new Principal((Role)99, 7, 3), Permission.ReadMail, new RightsTarget(3, 7), AuthenticationStrength.Passkey).Reason);
        Assert.Equal(RightsReason.NotInRole, RightsCheck.Decide(new Principal(Role.Operator, 7, null), (Permission)999, RightsTarget.System, AuthenticationStrength.Passkey).Reason);
    }

    [Fact]
    public void An_auditor_of_the_house_sees_all_tenants_and_an_administrator_without_a_tenant_none()
    {
        Assert.True(RightsCheck.Decide(new Principal(Role.Auditor, 7, null), Permission.ReadLedger, new RightsTarget(3), AuthenticationStrength.Passkey).IsAllowed);
        Assert.True(RightsCheck.Decide(new Principal(Role.Auditor, 7, null), Permission.ReadLedger, RightsTarget.System, AuthenticationStrength.Passkey).IsAllowed);
        Assert.Equal(RightsReason.OtherTenant, RightsCheck.Decide(new Principal(Role.TenantAdministrator, 7, null), Permission.ListAccounts, RightsTarget.System, AuthenticationStrength.Passkey).Reason);
        Assert.Equal(RightsReason.OtherTenant, RightsCheck.Decide(new Principal(Role.Auditor, 7, 3), Permission.ReadLedger, RightsTarget.System, AuthenticationStrength.Passkey).Reason);
    }

    [Theory]
    [InlineData(Role.User, Permission.ReadMail, AuthenticationStrength.AppPassword, true)]
    [InlineData(Role.User, Permission.ChangeCredentials, AuthenticationStrength.AppPassword, false)]
    [InlineData(Role.User, Permission.ChangeCredentials, AuthenticationStrength.Password, true)]
    [InlineData(Role.TenantAdministrator, Permission.ListAccounts, AuthenticationStrength.Password, false)]
    [InlineData(Role.TenantAdministrator, Permission.ListAccounts, AuthenticationStrength.PasswordAndCode, true)]
    [InlineData(Role.Operator, Permission.SealVault, AuthenticationStrength.Password, false)]
    public void A_weak_login_opens_less(Role role, Permission permission, AuthenticationStrength strength, bool allowed)
    {
        var decision = RightsCheck.Decide(new Principal(role, 7, 3), permission, new RightsTarget(3, 7), strength);
        Assert.Equal(allowed, decision.IsAllowed);
        Assert.Equal(allowed, decision.Reason != RightsReason.TooWeak);
    }

    [Fact]
    public void The_page_for_operators_has_the_table_of_the_code()
    {
        var path = RepositoryRoot.PathOf("docs", "identity.md");
        var page = File.ReadAllText(path);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "docs/identity.md lacks the lines that mark its generated part.");
        var wanted = page[..begin] + Begin + "\n\n" + RightsTable.ToMarkdown() + "\n" + page[end..];
        if (Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1") File.WriteAllText(path, page = wanted);
        Assert.Equal(wanted, page);
    }
}
