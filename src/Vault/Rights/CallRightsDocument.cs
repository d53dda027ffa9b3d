using System.Text;
using System.Text.Json;
using Sekisho.Roles.Table;

namespace Sekisho.Vault.Rights;

/// <summary>The table of calls in Markdown, for the documentation.</summary>
internal static class CallRightsDocument
{
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| call | roles | whose right beside the role's | which |\n|---|---|---|---|\n");
        foreach (var line in CallRights.Table.Values.OrderBy(line => line.Call, StringComparer.Ordinal))
        {
            var roles = RoleTable.Entries.Where(entry => RoleTable.MayCall(entry.Kind, line.Call)).Select(entry => $"`{entry.Name}`");
            var who = line.Who switch
            {
                WhoActs.Holder => "the holder of the ticket",
                WhoActs.Person => "the person on whose behalf, or the operator at the machine",
                _ => "",
            };
            var which = line.Permissions.Select(permission => JsonNamingPolicy.KebabCaseLower.ConvertName(permission.ToString()).Replace('-', ' '));
            text.Append($"| `{line.Call}` | {string.Join(", ", roles)} | {who} | {string.Join(", ", which)} |\n");
        }

        return text.ToString();
    }
}
