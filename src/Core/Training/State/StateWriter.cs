using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace SparseGen;

/// <summary>
/// Writes a training state: a sealed safetensors file. Vectors are tensors <c>part/field/tensor</c> in the order of PyTorch, floats tensors of one dimension,
/// and all else is text in the metadata, under the field's name.
/// </summary>
internal static class StateWriter
{
    /// <summary>The metadata key by which a state is known.</summary>
    public const string KindKey = "content";

    /// <summary>What stands there.</summary>
    public const string Kind = "training state";

    /// <summary>Gathers everything and writes it as one file or not at all.</summary>
    /// <exception cref="ArgumentException">A key of the metadata is taken.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public static void Write(string path, string model, StateFields fields, IReadOnlyDictionary<string, string>? metadata)
    {
        Dictionary<string, string> entries = Describe(model, fields);
        foreach ((string key, string value) in metadata ?? ReadOnlyDictionary<string, string>.Empty)
        {
            if (!entries.TryAdd(key, value))
            {
                throw new ArgumentException($"metadata has the key \"{key}\"; a training state has \"{entries[key]}\" there.", nameof(metadata));
            }
        }

        SafetensorsFile.Write(path, Tensors(fields), entries);
    }

    /// <summary>The name of a vector's tensor in the file.</summary>
    public static string NameOf(string field, TensorLayout tensor) => field + StateFields.Separator + tensor.Name;

    private static Dictionary<string, string> Describe(string model, StateFields fields)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal) { [Checkpoint.ModelKey] = model, [KindKey] = Kind };
        foreach (StateField field in fields.All)
        {
            if (field is SettingField setting)
            {
                entries.Add(setting.Name, setting.Value);
            }
            else if (field is TextField text)
            {
                entries.Add(text.Name, text.Get());
            }
        }

        return entries;
    }

    private static List<TensorSource> Tensors(StateFields fields)
    {
        var tensors = new List<TensorSource>();
        foreach (StateField field in fields.All)
        {
            if (field is VectorField vector && vector.Get() is { } values)
            {
                tensors.AddRange(ImmutableArray.CreateRange(values.Layout.Tensors, tensor => TensorSource.Of(NameOf(field.Name, tensor), values, tensor)));
            }
            else if (field is ArrayField array)
            {
                float[] floats = array.Get();
                tensors.Add(TensorSource.Of(field.Name, [floats.Length], floats));
            }
        }

        return tensors;
    }
}
