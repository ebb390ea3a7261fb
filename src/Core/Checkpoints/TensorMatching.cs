using System.Collections.Immutable;

namespace SparseGen;

/// <summary>Which tensor of a file goes to which tensor of a model, and what stays behind on either side.</summary>
internal sealed class TensorMatching
{
    private readonly Dictionary<CheckpointTensor, TensorLayout> _places = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<string>.Builder _kept = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _ignored = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _missing = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _superfluous = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _different = ImmutableArray.CreateBuilder<string>();
    private readonly LoadOptions _options;
    private readonly bool _isOfKnownNames;

    /// <summary>Compares the tensors of a model with those of a file.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="layout">The model's tensors.</param>
    /// <param name="found">The file's tensors.</param>
    /// <param name="options">What may differ.</param>
    /// <exception cref="ArgumentException">A pattern of the options is misspelt, or two names become one.</exception>
    /// <exception cref="CheckpointException">They do not fit.</exception>
    public TensorMatching(string path, ParameterLayout layout, ImmutableArray<CheckpointTensor> found, LoadOptions options)
    {
        options.Check(layout, nameof(options));
        _options = options;
        Func<string, string>? known = options.Rename is null ? KnownNames.Find(layout, found) : null;
        _isOfKnownNames = known is not null;
        Dictionary<string, CheckpointTensor> candidates = Rename(found, options.Rename ?? known, nameof(options));
        foreach (TensorLayout tensor in layout.Tensors)
        {
            candidates.TryGetValue(tensor.Name, out CheckpointTensor? candidate);
            Match(tensor, candidate);
        }

        foreach ((string name, CheckpointTensor tensor) in candidates)
        {
            if (layout.Ignores(name, tensor.Shape.AsSpan()))
            {
                _ignored.Add(tensor.Name);
            }
            else if (!layout.TryFind(name, out _))
            {
                PassOver(tensor);
            }
        }

        var differences = new CheckpointDifferences(_missing.ToImmutable(), _superfluous.ToImmutable(), _different.ToImmutable());
        if (!differences.IsEmpty)
        {
            differences.WaysOn = WaysOn.Find(layout, found);
            throw new CheckpointException(path, differences);
        }
    }

    /// <summary>Names of the model's tensors that stay as they are.</summary>
    public ImmutableArray<string> Kept => _kept.ToImmutable();

    /// <summary>Names of the file's tensors that are passed over.</summary>
    public ImmutableArray<string> Ignored => _ignored.ToImmutable();

    /// <summary>Where a tensor of the file goes; null where it is passed over.</summary>
    public TensorLayout? PlaceOf(CheckpointTensor tensor) => _places.GetValueOrDefault(tensor);

    // In the order of the file, which a dictionary that only grows has too.
    private static Dictionary<string, CheckpointTensor> Rename(ImmutableArray<CheckpointTensor> found, Func<string, string>? rename, string parameter)
    {
        var candidates = new Dictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (CheckpointTensor tensor in found)
        {
            string name = rename is null ? tensor.Name
                : rename(tensor.Name) ?? throw new ArgumentException($"Rename gave null for \"{FileText.Show(tensor.Name)}\"; expected a name.", parameter);
            if (!candidates.TryAdd(name, tensor))
            {
                throw new ArgumentException(
                    $"Rename gives \"{FileText.Show(tensor.Name)}\" and \"{FileText.Show(candidates[name].Name)}\" the same name, \"{FileText.Show(name)}\".", parameter);
            }
        }

        return candidates;
    }

    private void Match(TensorLayout tensor, CheckpointTensor? candidate)
    {
        if (!_options.IsWanted(tensor.Name))
        {
            _kept.Add(tensor.Name);
            if (candidate is not null)
            {
                _ignored.Add(candidate.Name);
            }
        }
        else if (candidate is null)
        {
            _missing.Add($"{tensor.Name} is missing; the model has {Describe(tensor)}");
        }
        else if (FindDifference(tensor, candidate) is string difference)
        {
            _different.Add(difference);
        }
        else
        {
            _places.Add(candidate, tensor);
        }
    }

    private void PassOver(CheckpointTensor tensor)
    {
        if (_options.IgnoreSuperfluous)
        {
            _ignored.Add(tensor.Name);
        }
        else
        {
            _superfluous.Add($"{FileText.Show(tensor.Name)} is {tensor.Description}; the model has no such tensor");
        }
    }

    private string? FindDifference(TensorLayout tensor, CheckpointTensor candidate)
    {
        string line = $"{tensor.Name} is {candidate.Description}; the model has {Describe(tensor)}";
        ReadOnlySpan<int> shape = candidate.Shape.AsSpan();
        bool isTransposed = _options.IsTransposed(tensor);
        bool fits = isTransposed ? shape.SequenceEqual([tensor.Shape[1], tensor.Shape[0]])
            : shape.SequenceEqual(tensor.Shape.AsSpan()) || (_isOfKnownNames && KnownNames.AreAlike(candidate.Shape, tensor.Shape));
        return !fits ? isTransposed ? $"{line}, to be transposed" : line
            : TensorElements.CanRead(candidate.Type) ? null
            : line;
    }

    private static string Describe(TensorLayout tensor) => $"{TensorElements.Single} [{string.Join(", ", tensor.Shape)}]";
}
