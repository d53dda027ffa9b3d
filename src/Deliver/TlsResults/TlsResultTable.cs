using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Files;

namespace Sekisho.Deliver.TlsResults;

/// <summary>
/// The counts of each day, a file a day in the role's folder. A file is written as a whole and flushed; what came after
/// the last <see cref="Save"/> is lost with a crash, which makes a report of that day count too little.
/// </summary>
internal sealed class TlsResultTable
{
    /// <summary>Domains that are counted in one day. Each has to publish a record for it; a flood of those must not fill memory.</summary>
    internal const int MaxDomains = 5000;

    /// <summary>How many days are kept, today among them: reports are sent the day after, or not at all.</summary>
    internal const int KeptDays = 8;

    private const string Format = "yyyy-MM-dd";

    private readonly Lock _lock = new();
    private readonly Lock _files = new();
    private readonly Dictionary<DateOnly, Dictionary<string, DomainCounts>> _days = [];
    private readonly HashSet<DateOnly> _changed = [];
    private readonly string _folder;
    private readonly ILogger _log;

    private TlsResultTable(string folder, ILogger log)
    {
        _folder = folder;
        _log = log;
    }

    /// <summary>Reads what is there. A file that cannot be read is put aside.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static TlsResultTable Open(string folder, DateOnly today, ILogger log)
    {
        Directory.CreateDirectory(folder);
        var table = new TlsResultTable(folder, log);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").ToList()) table.Load(file);
        table.RemoveOld(today);
        return table;
    }

    /// <summary>Counts a session.</summary>
    /// <param name="day">The day of the session (UTC).</param>
    /// <param name="domain">For whom it is counted.</param>
    /// <param name="record">That domain's record.</param>
    /// <param name="session">The session.</param>
    public void Add(DateOnly day, string domain, string record, TlsSession session)
    {
        lock (_lock)
        {
            if (!_days.TryGetValue(day, out var domains)) _days[day] = domains = new Dictionary<string, DomainCounts>(StringComparer.Ordinal);
            if (!domains.TryGetValue(domain, out var counts))
            {
                if (domains.Count >= MaxDomains) return;
                domains[domain] = counts = new DomainCounts(domain);
            }

            counts.Record = record;
            counts.Add(session);
            _changed.Add(day);
        }
    }

    /// <summary>One day, as far as it has come.</summary>
    /// <param name="day">The day.</param>
    /// <param name="after">Only domains behind this one, in ordinal order.</param>
    /// <param name="most">At most so many domains.</param>
    public TlsDay Read(DateOnly day, string after = "", int most = MaxDomains)
    {
        lock (_lock)
        {
            if (!_days.TryGetValue(day, out var domains)) return new TlsDay(day, []);
            var page = domains.Where(each => string.CompareOrdinal(each.Key, after) > 0).OrderBy(each => each.Key, StringComparer.Ordinal).Take(most);
            return new TlsDay(day, [.. page.Select(each => each.Value.ToResults())]);
        }
    }

    /// <summary>Forgets a domain's day: its report has been sent.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(DateOnly day, string domain)
    {
        lock (_lock)
        {
            if (!_days.TryGetValue(day, out var domains) || !domains.Remove(domain)) return false;
            _changed.Add(day);
            return true;
        }
    }

    /// <summary>Writes what has changed; days that are too old go.</summary>
    /// <exception cref="IOException">Disk full or broken: it is tried again with the next call.</exception>
    public void Save(DateOnly today)
    {
        lock (_files)
        {
            RemoveOld(today);
            List<DateOnly> changed;
            lock (_lock) changed = [.. _changed];
            foreach (var day in changed)
            {
                lock (_lock) _changed.Remove(day);
                try
                {
                    DurableFile.Replace(PathOf(day), JsonSerializer.SerializeToUtf8Bytes(Read(day), DeliverJson.Default.TlsDay));
                }
                catch
                {
                    lock (_lock) _changed.Add(day);
                    throw;
                }
            }
        }
    }

    private string PathOf(DateOnly day) => Path.Combine(_folder, day.ToString(Format, CultureInfo.InvariantCulture) + ".json");

    private void Load(string file)
    {
        if (!DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return;
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(file), DeliverJson.Default.TlsDay) ?? throw new JsonException("It is empty.");
            var domains = new Dictionary<string, DomainCounts>(StringComparer.Ordinal);
            foreach (var results in read.Domains)
            {
                var counts = new DomainCounts(results.Domain);
                counts.Restore(results);
                domains[results.Domain] = counts;
            }

            _days[day] = domains;
        }
        catch (Exception problem) when (problem is JsonException or IOException or NullReferenceException)
        {
            Log.FilePutAside(_log, file, problem.Message);
            File.Move(file, file + ".bad", overwrite: true);
        }
    }

    private void RemoveOld(DateOnly today)
    {
        List<DateOnly> old;
        lock (_lock)
        {
            old = [.. _days.Keys.Where(day => day <= today.AddDays(-KeptDays))];
            foreach (var day in old)
            {
                _days.Remove(day);
                _changed.Remove(day);
            }
        }

        foreach (var day in old) File.Delete(PathOf(day));
    }
}
