using System.Collections.Immutable;
using System.Collections.ObjectModel;
using SparseGen.Execution;

namespace SparseGen;

/// <content>Saving.</content>
public static partial class Checkpoint
{
    /// <summary>Saves a model, with its name in the metadata.</summary>
    /// <param name="path">The file; one that is there is replaced (of a link, the one that it leads to), its folder is made where it is missing.</param>
    /// <param name="model">The model.</param>
    /// <param name="metadata">More entries for the metadata, under other keys than <see cref="ModelKey"/>.</param>
    /// <param name="precision">How the numbers are written. 16 bits halve the file, and round.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved, or <see cref="ModelKey"/>.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is that of a folder, a device or a pipe; what was there is as it was.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    /// <exception cref="InvalidOperationException">A training step changed the parameters meanwhile; what was there is as it was.</exception>
    /// <exception cref="OverflowException">A number is too large for the precision; what was there is as it was.</exception>
    public static void Save<TModel>(string path, TModel model, IReadOnlyDictionary<string, string>? metadata = null, TensorPrecision precision = TensorPrecision.Float32)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        Save(path, model.Parameters, WithName<TModel>(metadata), precision);
    }

    /// <summary>Writes a model to a stream, with its name in the metadata.</summary>
    /// <param name="stream">Written forwards from where it stands; it need not seek, and stays open.</param>
    /// <param name="model">The model.</param>
    /// <param name="metadata">More entries for the metadata, under other keys than <see cref="ModelKey"/>.</param>
    /// <param name="precision">How the numbers are written. 16 bits halve the file, and round.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved, or <see cref="ModelKey"/>.</exception>
    /// <exception cref="InvalidOperationException">A training step changed the parameters meanwhile; the stream has what cannot be loaded.</exception>
    /// <exception cref="OverflowException">A number is too large for the precision; nothing was written.</exception>
    public static void Save<TModel>(Stream stream, TModel model, IReadOnlyDictionary<string, string>? metadata = null, TensorPrecision precision = TensorPrecision.Float32)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        Save(stream, model.Parameters, WithName<TModel>(metadata), precision);
    }

    /// <summary>
    /// Saves parameters. The bytes go to a temporary file beside the target, are flushed to the disk and then take the target's name, so
    /// that a reader sees the old file or the new one, never a part. The same parameters and metadata give the same bytes.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced (of a link, the one that it leads to), its folder is made where it is missing.</param>
    /// <param name="parameters">What to save.</param>
    /// <param name="metadata">Entries for the metadata, such as <see cref="ModelKey"/>.</param>
    /// <param name="precision">How the numbers are written. 16 bits halve the file, and round.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is that of a folder, a device or a pipe; what was there is as it was.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    /// <exception cref="InvalidOperationException">A training step changed the parameters meanwhile; what was there is as it was.</exception>
    /// <exception cref="OverflowException">A number is too large for the precision; what was there is as it was.</exception>
    public static void Save(string path, ParameterVector parameters, IReadOnlyDictionary<string, string>? metadata = null, TensorPrecision precision = TensorPrecision.Float32)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        using VectorLease still = parameters.HoldStill();
        SafetensorsFile.Write(path, SourcesOf(parameters, precision), metadata ?? ReadOnlyDictionary<string, string>.Empty);
    }

    /// <summary>Writes parameters to a stream, with the same bytes as a file has.</summary>
    /// <param name="stream">Written forwards from where it stands; it need not seek, and stays open.</param>
    /// <param name="parameters">What to save.</param>
    /// <param name="metadata">Entries for the metadata, such as <see cref="ModelKey"/>.</param>
    /// <param name="precision">How the numbers are written. 16 bits halve the file, and round.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved.</exception>
    /// <exception cref="InvalidOperationException">A training step changed the parameters meanwhile; the stream has what cannot be loaded.</exception>
    /// <exception cref="OverflowException">A number is too large for the precision; nothing was written.</exception>
    public static void Save(Stream stream, ParameterVector parameters, IReadOnlyDictionary<string, string>? metadata = null, TensorPrecision precision = TensorPrecision.Float32)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(parameters);
        using VectorLease still = parameters.HoldStill();
        SafetensorsFile.Write(stream, SourcesOf(parameters, precision), metadata ?? ReadOnlyDictionary<string, string>.Empty);
    }

    private static Dictionary<string, string> WithName<TModel>(IReadOnlyDictionary<string, string>? metadata)
        where TModel : class, IInferenceModel<TModel>
    {
        Dictionary<string, string> entries = metadata is null ? [] : new(metadata, StringComparer.Ordinal);
        return entries.TryAdd(ModelKey, TModel.Info.Name) ? entries : throw new ArgumentException(
            $"metadata has the key \"{ModelKey}\" with \"{entries[ModelKey]}\"; the model's name, {TModel.Info.Name}, stands there.", nameof(metadata));
    }

    private static ImmutableArray<TensorSource> SourcesOf(ParameterVector parameters, TensorPrecision precision) =>
        ImmutableArray.CreateRange(parameters.Layout.Tensors, tensor => TensorSource.Of(tensor.Name, parameters, tensor, precision));
}
