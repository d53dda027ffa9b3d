using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Scenarios;

/// <summary>
/// Remembers for each entity (a user, a host, an address) which stages of an attack it has shown, and in which month
/// each was last seen: low and slow intruders take months, and no time window of a correlation is that long. An entity
/// takes 24 bytes. For one thread at a time.
/// </summary>
public sealed class ScenarioMemory
{
    /// <summary>Months go round after so many; the age of a stage is known as long as it is less.</summary>
    private const int Months = 15;

    /// <summary>How many neighbours are looked at for a free place, or for the quietest.</summary>
    private const int MaxProbes = 16;

    private readonly ScenarioOptions _options;
    private readonly Dictionary<string, int> _stageOfTag = new(StringComparer.OrdinalIgnoreCase);
    private byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private Entity[] _entities = new Entity[1024];

    /// <summary>Makes an empty memory.</summary>
    /// <param name="options">The stages and limits, or null for the usual ones.</param>
    public ScenarioMemory(ScenarioOptions? options = null)
    {
        _options = options ?? new ScenarioOptions();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.Stages.Count, 16, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MemoryMonths, Months - 2, nameof(options));
        for (var i = 0; i < _options.Stages.Count; i++)
        {
            _stageOfTag["attack." + _options.Stages[i]] = i;
            _stageOfTag["attack." + _options.Stages[i].Replace('-', '_')] = i;
        }

        foreach (var (alias, stage) in _options.Aliases)
            if (_stageOfTag.TryGetValue("attack." + stage, out var i)) _stageOfTag["attack." + alias] = _stageOfTag["attack." + alias.Replace('-', '_')] = i;
    }

    /// <summary>How many entities are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>How many were forgotten because there were too many.</summary>
    public long Evicted { get; private set; }

    /// <summary>How many bytes the memory takes.</summary>
    public long Bytes => (long)_entities.Length * Marshal.SizeOf<Entity>();

    /// <summary>Takes a hit of a rule: every stage that its tags name.</summary>
    /// <param name="entity">Who shows it, for instance <c>user:anna</c>.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="time">When.</param>
    /// <returns>What the entity has shown, or null when the rule names no stage.</returns>
    public ScenarioProgress? Observe(string entity, RuleHeader rule, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ScenarioProgress? progress = null;
        foreach (var tag in rule.Tags)
        {
            if (!_stageOfTag.TryGetValue(tag, out var stage)) continue;
            var next = Observe(entity, stage, time);
            progress = progress is null ? next : next with { IsNew = next.IsNew || progress.IsNew, Completed = next.Completed || progress.Completed };
        }

        return progress;
    }

    /// <summary>Takes a stage.</summary>
    /// <param name="entity">Who shows it.</param>
    /// <param name="stage">Its place in <see cref="ScenarioOptions.Stages"/>.</param>
    /// <param name="time">When. One older than what the entity did last counts as of then.</param>
    public ScenarioProgress Observe(string entity, int stage, DateTimeOffset time)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)stage, (uint)_options.Stages.Count, nameof(stage));
        var month = (ushort)Math.Clamp(((time.UtcDateTime.Year - 1970) * 12) + time.UtcDateTime.Month, 1, ushort.MaxValue);
        ref var known = ref Find(KeyOf(entity), month);
        if (month < known.LastMonth) month = known.LastMonth;
        Expire(ref known, month);
        var isNew = Slot(known.Stages, stage) == 0;
        known.Stages = (known.Stages & ~(0xFUL << (stage * 4))) | ((ulong)(1 + (month % Months)) << (stage * 4));
        var shown = Shown(known.Stages);
        var completed = isNew && shown.Count >= _options.MinStages;
        return new ScenarioProgress(shown, isNew, completed);
    }

    /// <summary>Writes the memory.</summary>
    /// <param name="target">Where to; left open.</param>
    public void Save(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var body = new byte[32 + 8 + Bytes];
        _secret.CopyTo(body, 0);
        BitConverter.TryWriteBytes(body.AsSpan(32), (long)Count);
        MemoryMarshal.AsBytes(_entities.AsSpan()).CopyTo(body.AsSpan(40));
        target.Write(body);
        target.Write(Checksum(body));
    }

    /// <summary>Reads a memory that <see cref="Save"/> wrote with the same stages.</summary>
    /// <param name="source">From where.</param>
    /// <returns>False when it is not whole; the memory is then as before.</returns>
    public bool Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var memory = new MemoryStream();
        source.CopyTo(memory);
        var bytes = memory.ToArray().AsSpan();
        var table = bytes.Length - 32 - 40;
        var size = Marshal.SizeOf<Entity>();
        if (table < size || table % size != 0 || !System.Numerics.BitOperations.IsPow2(table / size)) return false;
        if (!Checksum(bytes[..^32]).AsSpan().SequenceEqual(bytes[^32..])) return false;
        _secret = bytes[..32].ToArray();
        Count = (int)BitConverter.ToInt64(bytes[32..40]);
        _entities = MemoryMarshal.Cast<byte, Entity>(bytes[40..^32]).ToArray();
        return true;
    }

    /// <summary>Over the stages, too: a memory of other stages means something else.</summary>
    private byte[] Checksum(ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _options.Stages)));
        return hash.GetHashAndReset();
    }

    private List<string> Shown(ulong stages)
    {
        var shown = new List<string>();
        for (var stage = 0; stage < _options.Stages.Count; stage++)
            if (Slot(stages, stage) != 0) shown.Add(_options.Stages[stage]);
        return shown;
    }

    private void Expire(ref Entity known, ushort month)
    {
        var passed = month - known.LastMonth;
        for (var stage = 0; stage < 16 && passed > 0; stage++)
        {
            var slot = Slot(known.Stages, stage);
            if (slot == 0) continue;
            var age = ((known.LastMonth % Months) - (slot - 1) + Months) % Months;
            if (age + passed > _options.MemoryMonths) known.Stages &= ~(0xFUL << (stage * 4));
        }

        known.LastMonth = month;
    }

    private static int Slot(ulong stages, int stage) => (int)(stages >> (stage * 4)) & 0xF;

    private ulong KeyOf(string entity)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_secret, System.Text.Encoding.UTF8.GetBytes(entity.ToLowerInvariant()), hash);
        // Zero marks a free place.
        return Math.Max(BitConverter.ToUInt64(hash), 1);
    }

    private ref Entity Find(ulong key, ushort month)
    {
        while (true)
        {
            var mask = _entities.Length - 1;
            var quietest = -1;
            for (var probe = 0; probe < MaxProbes; probe++)
            {
                var at = (int)(key + (ulong)probe) & mask;
                if (_entities[at].Key == key) return ref _entities[at];
                if (_entities[at].Key == 0)
                {
                    _entities[at] = new Entity { Key = key, LastMonth = month };
                    Count++;
                    return ref _entities[at];
                }

                if (quietest < 0 || _entities[at].LastMonth < _entities[quietest].LastMonth) quietest = at;
            }

            if (_entities.Length < _options.MaxEntities)
            {
                Grow();
                continue;
            }

            _entities[quietest] = new Entity { Key = key, LastMonth = month };
            Evicted++;
            return ref _entities[quietest];
        }
    }

    private void Grow()
    {
        var old = _entities;
        _entities = new Entity[old.Length * 2];
        var mask = _entities.Length - 1;
        foreach (var entity in old)
        {
            if (entity.Key == 0) continue;
            for (var probe = 0; ; probe++)
            {
                var at = (int)(entity.Key + (ulong)probe) & mask;
                if (_entities[at].Key != 0 && probe < MaxProbes - 1) continue;
                if (_entities[at].Key != 0) Evicted++;
                _entities[at] = entity;
                break;
            }
        }
    }

    /// <summary>Four bits for each of 16 stages: the month it was last seen in, from 1, going round; 0 for never.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entity
    {
        public ulong Key;
        public ulong Stages;
        public ushort LastMonth;
    }
}
