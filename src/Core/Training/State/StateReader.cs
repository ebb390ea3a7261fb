namespace SparseGen;

/// <summary>
/// Reads a training state: compares what a file has with what a trainer describes, lists all that differs, and where nothing does takes everything over at once.
/// </summary>
internal sealed class StateReader
{
    private readonly string _path;
    private readonly CheckpointInfo _info;
    private readonly Dictionary<string, CheckpointTensor> _tensors;
    private readonly Dictionary<string, Action<float[]>> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal) { Checkpoint.ModelKey, StateWriter.KindKey };
    private readonly List<string> _differences = [];
    private readonly List<StateChange> _changes = [];

    private StateReader(string path, CheckpointInfo info)
    {
        _path = path;
        _info = info;
        _tensors = info.Tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        if (info.Metadata.GetValueOrDefault(StateWriter.KindKey) != StateWriter.Kind)
        {
            throw new CheckpointException(
                path,
                $"The file is no training state; expected \"{StateWriter.Kind}\" for \"{StateWriter.KindKey}\" in its metadata. "
                + $"{nameof(Checkpoint)}.{nameof(Checkpoint.Load)} reads parameters alone.");
        }
    }

    /// <summary>Reads a state and takes it over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Name of the trainer's model.</param>
    /// <param name="fields">What the trainer has.</param>
    /// <exception cref="CheckpointException">The file is damaged, or does not fit; nothing has changed.</exception>
    public static CheckpointInfo Load(string path, string model, StateFields fields)
    {
        using CheckpointSource source = CheckpointSource.Open(path);
        var reader = new StateReader(path, source.Info);
        reader.Compare(model, fields);
        reader.Read(source);
        reader.Commit();
        return source.Info;
    }

    private void Compare(string model, StateFields fields)
    {
        if (_info.Model != model)
        {
            _differences.Add($"the model is {model}; the state is one of {(_info.Model is string saved ? FileText.Show(saved) : null) ?? "a model without a name"}");
        }

        foreach (StateField field in fields.All)
        {
            switch (field)
            {
                case SettingField setting:
                    Compare(setting);
                    break;
                case TextField text:
                    Compare(text);
                    break;
                case ArrayField array:
                    Compare(array);
                    break;
                case VectorField vector:
                    Compare(vector, fields.Parameters);
                    break;
            }
        }

        // Keys without a slash are entries of whoever saved.
        foreach ((string key, string value) in _info.Metadata)
        {
            if (key.Contains(StateFields.Separator, StringComparison.Ordinal) && !_texts.Contains(key))
            {
                _differences.Add($"{FileText.Show(key)} is {FileText.Show(value)} in the state; the trainer has no such thing");
            }
        }

        foreach (CheckpointTensor tensor in _tensors.Values)
        {
            _differences.Add($"{FileText.Show(tensor.Name)} is {tensor.Description} in the state; the trainer has no such vector");
        }

        ThrowDifferences();
    }

    private void ThrowDifferences()
    {
        if (_differences.Count > 0)
        {
            throw CheckpointException.OfState(_path, _differences);
        }
    }

    private void Compare(SettingField setting)
    {
        if (Text(setting.Name) is string saved && saved != setting.Value)
        {
            _differences.Add($"{setting.Name} is {FileText.Show(saved)} in the state; the trainer has {setting.Value}");
        }
    }

    private void Compare(TextField text)
    {
        if (Text(text.Name) is not string saved)
        {
            return;
        }

        if (text.Parse(saved) is not { } set)
        {
            _differences.Add($"{text.Name} is {FileText.Show(saved)} in the state; expected {text.Expected}");
            return;
        }

        Action back = text.Parse(text.Get())!;
        _changes.Add(new StateChange(text.Name, set, back));
    }

    private void Compare(ArrayField array)
    {
        if (!_tensors.Remove(array.Name, out CheckpointTensor? tensor))
        {
            _differences.Add($"{array.Name} is missing in the state; the trainer has floats of this name");
            return;
        }

        if (!TensorElements.CanRead(tensor.Type) || tensor.Shape.Length != 1)
        {
            _differences.Add($"{array.Name} is {tensor.Description} in the state; the trainer has a row of floats");
            return;
        }

        float[] saved = [];
        _places.Add(array.Name, values => saved = values);
        float[] old = array.Get();
        _changes.Add(new StateChange(array.Name, () => array.Set(saved), () => array.Set(old)));
    }

    private void Compare(VectorField vector, ParameterVector parameters)
    {
        ParameterLayout layout = parameters.Layout;
        ParameterVector? saved = null;
        int found = layout.Tensors.Count(tensor => _tensors.ContainsKey(StateWriter.NameOf(vector.Name, tensor)));
        if (found > 0 || vector.IsRequired)
        {
            saved = parameters.CreateLike();
            foreach (TensorLayout tensor in layout.Tensors)
            {
                Fill(saved, vector.Name, tensor);
            }
        }

        ParameterVector? old = vector.Get();
        _changes.Add(new StateChange(vector.Name, () => vector.Set(saved), () => vector.Set(old)));
    }

    private void Fill(ParameterVector vector, string field, TensorLayout wanted)
    {
        string name = StateWriter.NameOf(field, wanted);
        if (!_tensors.Remove(name, out CheckpointTensor? tensor))
        {
            _differences.Add($"{name} is missing in the state; the model has [{string.Join(", ", wanted.Shape)}]");
            return;
        }

        if (!TensorElements.CanRead(tensor.Type) || !tensor.Shape.AsSpan().SequenceEqual(wanted.Shape.AsSpan()))
        {
            _differences.Add($"{name} is {tensor.Description} in the state; the model has [{string.Join(", ", wanted.Shape)}]");
            return;
        }

        _places.Add(name, values =>
        {
            if (wanted.FindMisplaced(values) is string misplaced)
            {
                _differences.Add($"{name}: {misplaced}");
            }
            else
            {
                vector.SetTensor(wanted.Name, values);
            }
        });
    }

    // All of the file, also what nobody asks for: its checksum covers everything.
    private void Read(CheckpointSource source)
    {
        source.ReadAll((tensor, reader) =>
        {
            if (_places.TryGetValue(tensor.Name, out Action<float[]>? place))
            {
                float[] values = new float[ElementType.CountElements(tensor.Shape)];
                reader.ReadFloats(values);
                place(values);
            }
        });
        ThrowDifferences();
    }

    private string? Text(string name)
    {
        _texts.Add(name);
        if (_info.Metadata.TryGetValue(name, out string? saved))
        {
            return saved;
        }

        _differences.Add($"{name} is missing in the state");
        return null;
    }

    private void Commit()
    {
        int done = 0;
        try
        {
            for (; done < _changes.Count; done++)
            {
                _changes[done].Do();
            }
        }
        catch (Exception exception)
        {
            string name = _changes[done].Name;
            for (; done >= 0; done--)
            {
                _changes[done].Undo();
            }

            throw new CheckpointException(_path, $"{name} cannot be taken over: {exception.Message}", exception);
        }
    }
}
