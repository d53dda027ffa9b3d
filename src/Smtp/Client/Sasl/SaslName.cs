namespace Sekisho.Smtp.Client.Sasl;

/// <summary>User names in the messages of SCRAM and OAUTHBEARER (RFC 5802 §5.1, saslname).</summary>
internal static class SaslName
{
    /// <summary>A comma and an equals sign have a form of their own.</summary>
    public static string Of(string user) => user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
}
