using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Files;
using Sekisho.MailAuth.MtaSts;

namespace Sekisho.Deliver.Sts;

/// <summary>
/// The policies that hold, a file each: after a start they hold on. Otherwise whoever keeps us from the policy host for a
/// moment after it would get the mail in clear (RFC 8461 §10.2).
/// </summary>
internal sealed class StsFolder(string folder, ILogger log)
{
    /// <summary>Policies that are kept. A flood of domains with policies must not fill the disk; the ones used least lately go.</summary>
    internal const int MaxPolicies = 20_000;

    /// <summary>Reads all that hold; removes the others.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public IReadOnlyList<StsKept> Load(DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var policies = new List<StsKept>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").ToList())
        {
            if (TryRead(file) is { } kept && kept.HoldsAt(now) && policies.Count < MaxPolicies) policies.Add(kept);
            else File.Delete(file);
        }

        return policies;
    }

    /// <summary>Writes a policy, and returns when it is on disk. A failure is told to the operator: the policy holds in memory.</summary>
    public void Write(StsKept kept)
    {
        try
        {
            DurableFile.Replace(PathOf(kept.Domain), JsonSerializer.SerializeToUtf8Bytes(kept, StsJson.Default.StsKept));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.StsNotKept(log, kept.Domain, problem.Message);
        }
    }

    /// <summary>Removes a policy.</summary>
    public void Remove(string domain)
    {
        try
        {
            File.Delete(PathOf(domain));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.StsNotKept(log, domain, problem.Message);
        }
    }

    // A domain may be longer than a file's name.
    private string PathOf(string domain) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(domain)).AsSpan(0, 16)) + ".json");

    private StsKept? TryRead(string file)
    {
        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllBytes(file), StsJson.Default.StsKept);
            return kept is { Domain: not null, Id: not null, Mx.Count: <= StsPolicyReader.MaxMxPatterns, MaxAgeSeconds: >= 0 and <= StsPolicyReader.MaxAgeSeconds } && PathOf(kept.Domain) == file ? kept : null;
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            Log.FilePutAside(log, file, problem.Message);
            return null;
        }
    }
}
