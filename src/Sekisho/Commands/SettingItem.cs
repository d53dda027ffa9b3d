namespace Sekisho.Commands;

/// <summary>A line of 'config example --json': one setting.</summary>
internal sealed record SettingItem(string Key, string Description, string Allowed, string? Unit, string? Default, string? Example);
