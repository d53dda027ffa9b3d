using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.BreachedPasswords;

namespace Sekisho.Identity.Tests.BreachedPasswords;

internal static class BreachedLists
{
    public static byte[] Build(IEnumerable<string> passwords)
    {
        using var file = new MemoryStream();
        using var lines = new StringReader(string.Join('\n', passwords));
        Assert.Equal(BreachedBuildStatus.Done, BuildBreachedPasswords.FromPasswords(lines, file).Status);
        return file.ToArray();
    }

    /// <summary>The lines of the public form, ordered by hash.</summary>
    public static string Ordered(IEnumerable<(string Password, int Count)> passwords) => string.Join("\r\n", passwords
#pragma warning disable CA5350 // The form of the lists.
        .Select(entry => $"{Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(entry.Password)))}:{entry.Count}")
#pragma warning restore CA5350
        .Order(StringComparer.Ordinal));
}
