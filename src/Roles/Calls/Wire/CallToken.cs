using System.Security.Cryptography;

namespace Sekisho.Roles.Calls.Wire;

/// <summary>A caller's secret: 256 random bits, written in URL-safe base 64.</summary>
internal static class CallToken
{
    /// <summary>Makes a new one.</summary>
    public static string New() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CallWire.TokenBytes));

    /// <summary>What a callee is given to know the caller by: SHA-256 of the token's characters, in hexadecimal digits.</summary>
    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));
}
