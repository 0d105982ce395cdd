-- SPDX-License-Identifier: Apache-2.0
-- mmap error-path model, Murphi form tuned for Rumur: few rules, switch on the location inside
-- (Rumur evaluates every guard of every rule in every state).  Same variables and steps as mmap.c and mmap.pml.
-- The parameters are the first constants below; compare replaces them.
const
  T: 2;      -- tasks 1..4
  NMM: 1;    -- address spaces; task i uses mm i % NMM
  E: 2;      -- file extents 2..4
  B: 3;      -- blocks
  F: 1;      -- injected failures
  L: 2;      -- syscalls per task
  V: 2;      -- address slots per mm; slot a maps extent a

type
  task_t: 0 .. T-1;
  mm_t: 0 .. NMM-1;
  ext_t: 0 .. E-1;
  slot_t: 0 .. V-1;
  blk_t: 0 .. B;
  own_t: 0 .. T;
  op_t: 0 .. 7;
  err_t: enum { OK, ENOMEM, EIO, ENOSPC, ETXTBSY, EINVAL };
  pc_t: enum { DONE, IDLE, M_LOCK, M_GATHER, M_CHARGE, P_DMX, P_ILOCK, P_CHECK, P_ALLOC, P_MAP,
    P_SEAL, P_IUNL, P_FIUNL, P_FDMX, M_MERGE, M_ALLOC, M_PREALLOC, M_FREEVMA, M_INSERT, U_STORE,
    U_UNCH, U_ILOCK, U_UNSEAL, U_IUNL, C_HOOK, C_DMX, C_UNMAP, A_ILOCK, A_UNSEAL, A_IUNL, A_DMX,
    M_UNCHARGE, M_UNLOCK, F_LOCK, F_CHECK, F_ILOCK, F_EXT, F_ALLOC, F_IO, F_FREE, F_INSTALL, F_IUNL,
    F_UNL, X_LOCK, T_CHECK, T_SIZE, T_FREE, H_CHECK, H_FREE, R_CHECK, R_DROP, R_MAP, X_IUNL, ENDS };
  taskrec: record
    pc: pc_t;
    n: 0 .. L;
    op: op_t;
    a: 0 .. E;
    blk: blk_t;
    err: err_t;
    g: 0 .. 2;
    charged: boolean;
    prep: boolean;
    merged: boolean;
    va: boolean;
    pre: boolean;
  end;
  mmrec: record
    mw: own_t;
    mr: own_t;
    acct: 0 .. V;
    vma: array [slot_t] of 0 .. 2;
  end;

var
  t: array [task_t] of taskrec;
  mm: array [mm_t] of mmrec;
  isize: 0 .. E;
  ilock: own_t;
  dmx: own_t;
  drefs: 0 .. 1;
  dmaps: 0 .. NMM*V;
  fb: 0 .. F;
  map: array [ext_t] of blk_t;
  seal: array [ext_t] of 0 .. NMM+1;
  snap: array [ext_t] of blk_t;
  ref: array [1 .. B] of 0 .. E+1;

function lowest_free(): blk_t;
begin
  for b: 1 .. B do
    if ref[b] = 0 then return b; end;
  end;
  return 0;
end;

function has_free(): boolean;
begin
  return exists b: 1 .. B do ref[b] = 0 end;
end;

procedure check_ext();
var c: 0 .. E; sum: 0 .. E*(NMM+1);
begin
  for b: 1 .. B do
    c := 0;
    for e: ext_t do if map[e] = b then c := c + 1; end; end;
    assert ref[b] = c "block used twice or leaked";
  end;
  sum := 0;
  for e: ext_t do
    if seal[e] > 0 then
      assert map[e] != 0 & map[e] = snap[e] "sealed extent moved";
      assert ref[map[e]] = 1 "sealed extent shared";
    end;
    sum := sum + seal[e];
  end;
  assert sum = dmaps + drefs "seal count";
end;

function nx(a: 0 .. E): ext_t;
begin
  return (a + 1) % E;
end;

startstate
begin
  for i: task_t do
    t[i].pc := IDLE; t[i].n := L; t[i].op := 0; t[i].a := 0; t[i].blk := 0; t[i].err := OK; t[i].g := 0;
    t[i].charged := false; t[i].prep := false; t[i].merged := false; t[i].va := false; t[i].pre := false;
  end;
  for m: mm_t do
    mm[m].mw := 0; mm[m].mr := 0; mm[m].acct := 0;
    for s: slot_t do mm[m].vma[s] := 0; end;
  end;
  isize := E; ilock := 0; dmx := 0; drefs := 0; dmaps := 0; fb := F;
  for e: ext_t do map[e] := 0; seal[e] := 0; snap[e] := 0; end;
  for b: 1 .. B do ref[b] := 0; end;
  map[0] := 1; ref[1] := 1;
end;

-- can task i take its normal step?
function step_ok(i: task_t): boolean;
begin
  switch t[i].pc
    case IDLE, DONE: return false;
    case M_LOCK: return mm[i % NMM].mw = 0 & mm[i % NMM].mr = 0;
    case P_DMX: return dmx = 0;
    case P_ILOCK, U_ILOCK, A_ILOCK, F_ILOCK, X_LOCK: return ilock = 0;
    case F_LOCK: return mm[i % NMM].mw = 0;
    else return true;
  end;
end;

-- can task i take the injected-failure branch?  (fb > 0 is tested by the rule)
function fail_ok(i: task_t): boolean;
begin
  alias k: t[i]; m: mm[i % NMM] do
  switch k.pc
    case M_GATHER: return m.vma[k.a] != 0;
    case M_CHARGE: return m.acct < V;
    case P_ALLOC: return has_free();
    case M_MERGE: return k.op = 1 & ((k.a > 0 & m.vma[0] = 1) | (k.a < V - 1 & m.vma[1] = 1));
    case F_ALLOC: return has_free();
    case T_CHECK: return forall e: ext_t do e < k.a | seal[e] = 0 end;
    case H_CHECK: return seal[k.a] = 0 & map[k.a] != 0;
    case R_CHECK: return seal[k.a] = 0 & seal[nx(k.a)] = 0 & map[k.a] != 0 & k.a < isize & nx(k.a) < isize;
    case P_CHECK, P_MAP, M_ALLOC, M_PREALLOC, U_STORE, C_HOOK, F_IO, R_DROP: return true;
    else return false;
  end;
  end;
end;

ruleset i: task_t do
alias k: t[i]; m: mm[i % NMM] do

-- choice of the syscall: 0..4V-1 mmap_shared, mmap_direct, munmap, fault_write; then truncate; then punch, reflink
ruleset x: 0 .. 4*V+1+2*E do
  rule "choose" k.pc = IDLE ==>
  begin
    if x < 4*V then
      k.op := 1 + x / V; k.a := x % V;
      if x < 3*V then k.pc := M_LOCK; else k.pc := F_LOCK; end;
    elsif x = 4*V then k.op := 5; k.a := 1; k.pc := X_LOCK;
    elsif x = 4*V+1 then k.op := 5; k.a := E; k.pc := X_LOCK;
    elsif x < 4*V+2+E then k.op := 6; k.a := x - (4*V+2); k.pc := X_LOCK;
    else k.op := 7; k.a := x - (4*V+2+E); k.pc := X_LOCK; end;
  end;
end;

rule "step" step_ok(i) ==>
var b: blk_t; c: 0 .. V;
begin
  switch k.pc
    case M_LOCK:
      m.mw := i + 1; k.pc := M_GATHER;
    case M_GATHER:
      if m.vma[k.a] != 0 then
      k.g := m.vma[k.a];
      if k.op = 3 then k.pc := U_STORE; else k.pc := M_CHARGE; end;
      elsif k.op = 3 then k.err := EINVAL; k.pc := M_UNLOCK;
      else k.pc := M_CHARGE; end;
    case M_CHARGE:
      if m.acct < V then
      m.acct := m.acct + 1; k.charged := true;
      if k.op = 2 then k.pc := P_DMX; else k.pc := M_MERGE; end;
      else k.err := ENOMEM; k.pc := M_UNLOCK; end;
    case P_DMX:
      dmx := i + 1; k.pc := P_ILOCK;
    case P_ILOCK:
      ilock := i + 1; k.pc := P_CHECK;
    case P_CHECK:
      if k.a >= isize then k.err := EINVAL; k.pc := P_FIUNL;
      elsif map[k.a] = 0 then k.pc := P_ALLOC;
      elsif ref[map[k.a]] > 1 then k.err := EINVAL; k.pc := P_FIUNL;
      else k.pc := P_SEAL; end;
    case P_ALLOC:
      b := lowest_free();
      if b != 0 then ref[b] := 1; k.blk := b; k.pc := P_MAP;
      else k.err := ENOSPC; k.pc := P_FIUNL; end;
    case P_MAP:
      map[k.a] := k.blk; k.blk := 0; k.pc := P_SEAL;
    case P_SEAL:
      if seal[k.a] = 0 then snap[k.a] := map[k.a]; end;
      seal[k.a] := seal[k.a] + 1; drefs := drefs + 1; k.prep := true; k.pc := P_IUNL;
    case P_IUNL:
      check_ext(); ilock := 0; k.pc := M_MERGE;
    case P_FIUNL:
      check_ext(); ilock := 0; k.pc := P_FDMX;
    case P_FDMX:
      assert drefs = 0 "drefs"; dmx := 0; k.pc := M_UNCHARGE;
    case M_MERGE:
      if k.op = 1 & ((k.a > 0 & m.vma[0] = 1) | (k.a < V - 1 & m.vma[1] = 1)) then k.merged := true; k.pc := M_PREALLOC;
      else k.pc := M_ALLOC; end;
    case M_ALLOC:
      k.va := true; k.pc := M_PREALLOC;
    case M_PREALLOC:
      k.pre := true; k.pc := M_INSERT;
    case M_FREEVMA:
      k.va := false; k.merged := false; if k.prep then k.pc := A_ILOCK; else k.pc := M_UNCHARGE; end;
    case M_INSERT:
      m.vma[k.a] := k.op; k.pre := false; k.va := false;
      if k.g != 0 then k.pc := U_UNCH; elsif k.op = 2 then k.pc := C_HOOK; else k.pc := M_UNLOCK; end;
    case U_STORE:
      m.vma[k.a] := 0; k.pc := U_UNCH;
    case U_UNCH:
      m.acct := m.acct - 1;
      if k.g = 2 then k.pc := U_ILOCK;
      else k.g := 0; if k.op = 2 then k.pc := C_HOOK; else k.pc := M_UNLOCK; end; end;
    case U_ILOCK:
      ilock := i + 1; k.pc := U_UNSEAL;
    case U_UNSEAL:
      seal[k.a] := seal[k.a] - 1; if seal[k.a] = 0 then snap[k.a] := 0; end;
      dmaps := dmaps - 1; k.g := 0; k.pc := U_IUNL;
    case U_IUNL:
      check_ext(); ilock := 0; if k.op = 2 then k.pc := C_HOOK; else k.pc := M_UNLOCK; end;
    case C_HOOK:
      drefs := drefs - 1; dmaps := dmaps + 1; k.prep := false; k.pc := C_DMX;
    case C_DMX:
      assert drefs = 0 "drefs"; dmx := 0; k.pc := M_UNLOCK;
    case C_UNMAP:
      m.vma[k.a] := 0; k.pc := A_ILOCK;
    case A_ILOCK:
      ilock := i + 1; k.pc := A_UNSEAL;
    case A_UNSEAL:
      seal[k.a] := seal[k.a] - 1; if seal[k.a] = 0 then snap[k.a] := 0; end;
      drefs := drefs - 1; k.prep := false; k.pc := A_IUNL;
    case A_IUNL:
      check_ext(); ilock := 0; k.pc := A_DMX;
    case A_DMX:
      assert drefs = 0 "drefs"; dmx := 0; k.pc := M_UNCHARGE;
    case M_UNCHARGE:
      m.acct := m.acct - 1; k.charged := false; k.pc := M_UNLOCK;
    case M_UNLOCK:
      c := 0; for s: slot_t do if m.vma[s] != 0 then c := c + 1; end; end;
      assert m.acct = c "charge"; assert dmx != i + 1 & ilock != i + 1 "lock held";
      m.mw := 0; k.pc := ENDS;
    case F_LOCK:
      m.mr := m.mr + 1; k.pc := F_CHECK;
    case F_CHECK:
      if m.vma[k.a] = 1 then k.pc := F_ILOCK;
      else
      if m.vma[k.a] = 0 then k.err := EINVAL; else assert map[k.a] != 0 & map[k.a] = snap[k.a] "direct map"; end;
      k.pc := F_UNL;
      end;
    case F_ILOCK:
      ilock := i + 1; k.pc := F_EXT;
    case F_EXT:
      if k.a >= isize then k.err := EINVAL; k.pc := F_IUNL;
      elsif map[k.a] = 0 then k.pc := F_ALLOC;
      elsif ref[map[k.a]] = 1 then k.pc := F_IUNL;
      else k.pc := F_ALLOC; end;
    case F_ALLOC:
      b := lowest_free();
      if b != 0 then ref[b] := 1; k.blk := b; k.pc := F_IO;
      else k.err := ENOSPC; k.pc := F_IUNL; end;
    case F_IO:
      k.pc := F_INSTALL;
    case F_FREE:
      ref[k.blk] := 0; k.blk := 0; k.pc := F_IUNL;
    case F_INSTALL:
      if map[k.a] != 0 then ref[map[k.a]] := ref[map[k.a]] - 1; end;
      map[k.a] := k.blk; k.blk := 0; k.pc := F_IUNL;
    case F_IUNL:
      check_ext(); ilock := 0; k.pc := F_UNL;
    case F_UNL:
      assert dmx != i + 1 & ilock != i + 1 & m.mw != i + 1 "lock held"; m.mr := m.mr - 1; k.pc := ENDS;
    case X_LOCK:
      ilock := i + 1;
      if k.op = 5 then k.pc := T_CHECK; elsif k.op = 6 then k.pc := H_CHECK; else k.pc := R_CHECK; end;
    case T_CHECK:
      if exists e: ext_t do e >= k.a & seal[e] > 0 end then k.err := ETXTBSY; k.pc := X_IUNL;
      else k.pc := T_SIZE; end;
    case T_SIZE:
      isize := k.a; if k.a < E then k.pc := T_FREE; else k.pc := X_IUNL; end;
    case T_FREE:
      if map[k.a] != 0 then ref[map[k.a]] := ref[map[k.a]] - 1; map[k.a] := 0; end;
      k.a := k.a + 1;
      if k.a < E then k.pc := T_FREE; else k.pc := X_IUNL; end;
    case H_CHECK:
      if seal[k.a] > 0 then k.err := ETXTBSY; k.pc := X_IUNL;
      elsif map[k.a] = 0 then k.pc := X_IUNL;
      else k.pc := H_FREE; end;
    case H_FREE:
      ref[map[k.a]] := ref[map[k.a]] - 1; map[k.a] := 0; k.pc := X_IUNL;
    case R_CHECK:
      if seal[k.a] > 0 | seal[nx(k.a)] > 0 then k.err := ETXTBSY; k.pc := X_IUNL;
      elsif map[k.a] = 0 | k.a >= isize | nx(k.a) >= isize then k.err := EINVAL; k.pc := X_IUNL;
      else k.blk := map[k.a]; ref[map[k.a]] := ref[map[k.a]] + 1; k.pc := R_DROP; end;
    case R_DROP:
      if map[nx(k.a)] != 0 then ref[map[nx(k.a)]] := ref[map[nx(k.a)]] - 1; map[nx(k.a)] := 0; end;
      k.pc := R_MAP;
    case R_MAP:
      map[nx(k.a)] := k.blk; k.blk := 0; k.pc := X_IUNL;
    case X_IUNL:
      check_ext(); assert dmx != i + 1 & m.mw != i + 1 "lock held"; ilock := 0; k.pc := ENDS;
    case ENDS:
      assert !k.prep & k.blk = 0 "unmatched prepare or lost block";
      k.n := k.n - 1; k.op := 0; k.a := 0; k.err := OK; k.g := 0;
      k.charged := false; k.merged := false; k.va := false; k.pre := false;
      if k.n > 0 then k.pc := IDLE; else k.pc := DONE; end;
  end;
end;

rule "fail" fb > 0 & fail_ok(i) ==>
begin
  fb := fb - 1;
  switch k.pc
    case M_GATHER:
      k.err := ENOMEM; k.pc := M_UNLOCK;
    case M_CHARGE:
      k.err := ENOMEM; k.pc := M_UNLOCK;
    case P_CHECK:
      k.err := EIO; k.pc := P_FIUNL;
    case P_ALLOC:
      k.err := EIO; k.pc := P_FIUNL;
    case P_MAP:
      ref[k.blk] := 0; k.blk := 0; k.err := EIO; k.pc := P_FIUNL;
    case M_MERGE:
      k.pc := M_ALLOC;
    case M_ALLOC:
      k.err := ENOMEM; if k.prep then k.pc := A_ILOCK; else k.pc := M_UNCHARGE; end;
    case M_PREALLOC:
      k.err := ENOMEM; k.pc := M_FREEVMA;
    case U_STORE:
      k.err := ENOMEM; k.pc := M_UNLOCK;
    case C_HOOK:
      k.err := EIO; k.pc := C_UNMAP;
    case F_ALLOC:
      k.err := EIO; k.pc := F_IUNL;
    case F_IO:
      k.err := EIO; k.pc := F_FREE;
    case T_CHECK:
      k.err := EIO; k.pc := X_IUNL;
    case H_CHECK:
      k.err := EIO; k.pc := X_IUNL;
    case R_CHECK:
      k.err := EIO; k.pc := X_IUNL;
    case R_DROP:
      ref[k.blk] := ref[k.blk] - 1; k.blk := 0; k.err := EIO; k.pc := X_IUNL;
  end;
end;

end; -- alias
end; -- ruleset

-- keeps the final states from being reported as deadlocks (deadlock detection: stuck)
rule "all done" forall i: task_t do t[i].pc = DONE end ==> begin end;
