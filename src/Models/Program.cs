using SparseGen.Models.Commands;

return CommandLine.Run(args);
