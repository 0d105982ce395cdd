/* SPDX-License-Identifier: Apache-2.0 */
/* mmap error-path model, Promela form of mmap.c.
 * Parameters (spin -a -DT=2 -DNMM=2 -DE=3 -DB=4 -DF=2 -DL=2 mmap.pml):
 *   T tasks 1..4, NMM address spaces (task i uses mm i % NMM), E file extents 2..4,
 *   B blocks 2..5, F injected failures 0..3, L syscalls per task 1..3.
 * One d_step per edge and one label per control location, so the number of stored states
 * (without reductions) equals that of the forms in Murphi and model C.
 */
#ifndef T
#define T 2
#endif
#ifndef NMM
#define NMM 1
#endif
#ifndef E
#define E 2
#endif
#ifndef B
#define B 3
#endif
#ifndef F
#define F 1
#endif
#ifndef L
#define L 2
#endif
#define V 2                       /* address slots per mm; slot a maps extent a */

#define ENOMEM  1
#define EIO     2
#define ENOSPC  3
#define ETXTBSY 4
#define EINVAL  5

#define SHARED   1                /* op: mmap(MAP_SHARED) */
#define DIRECT   2                /* op: mmap through the driver, seals the extent */
#define MUNMAP   3
#define FAULT    4
#define TRUNC    5
#define PUNCH    6
#define REFLINK  7

#if NMM > 1
#define M (_pid % NMM)
#else
#define M 0
#endif
#define W (_pid + 1)
#define VMA(i) vma[M * V + (i)]
#define REFM(i) ref[map[i] - 1]   /* reference count of the block under extent i */
#define NX(i) ((i + 1) % E)

byte isize = E, ilock, dmx, drefs, dmaps, fb = F;
#if E == 2
byte map[E] = { 1, 0 };
#elif E == 3
byte map[E] = { 1, 0, 0 };
#else
byte map[E] = { 1, 0, 0, 0 };
#endif
#if B == 2
byte ref[B] = { 1, 0 };           /* ref[b-1]: users of block b */
#elif B == 3
byte ref[B] = { 1, 0, 0 };
#elif B == 4
byte ref[B] = { 1, 0, 0, 0 };
#else
byte ref[B] = { 1, 0, 0, 0, 0 };
#endif
byte seal[E], snap[E];
byte mw[NMM], mr[NMM], acct[NMM], vma[NMM * V];

#if B == 2
#define LF (ref[0] == 0 -> 1 : (ref[1] == 0 -> 2 : 0))
#define CNTOK (ref[0] == CNT(1) && ref[1] == CNT(2))
#elif B == 3
#define LF (ref[0] == 0 -> 1 : (ref[1] == 0 -> 2 : (ref[2] == 0 -> 3 : 0)))
#define CNTOK (ref[0] == CNT(1) && ref[1] == CNT(2) && ref[2] == CNT(3))
#elif B == 4
#define LF (ref[0] == 0 -> 1 : (ref[1] == 0 -> 2 : (ref[2] == 0 -> 3 : (ref[3] == 0 -> 4 : 0))))
#define CNTOK (ref[0] == CNT(1) && ref[1] == CNT(2) && ref[2] == CNT(3) && ref[3] == CNT(4))
#elif B == 5
#define LF (ref[0] == 0 -> 1 : (ref[1] == 0 -> 2 : (ref[2] == 0 -> 3 : (ref[3] == 0 -> 4 : (ref[4] == 0 -> 5 : 0)))))
#define CNTOK (ref[0] == CNT(1) && ref[1] == CNT(2) && ref[2] == CNT(3) && ref[3] == CNT(4) && ref[4] == CNT(5))
#endif
#define SEALOK1(e) (seal[e] == 0 || (map[e] != 0 && map[e] == snap[e] && ref[map[e] - 1] == 1))
#if E == 2
#define CNT(b) ((map[0] == b) + (map[1] == b))
#define SEALOK (SEALOK1(0) && SEALOK1(1) && seal[0] + seal[1] == dmaps + drefs)
#define BUSY(s) ((seal[0] > 0 && s <= 0) || (seal[1] > 0 && s <= 1))
#elif E == 3
#define CNT(b) ((map[0] == b) + (map[1] == b) + (map[2] == b))
#define SEALOK (SEALOK1(0) && SEALOK1(1) && SEALOK1(2) && seal[0] + seal[1] + seal[2] == dmaps + drefs)
#define BUSY(s) ((seal[0] > 0 && s <= 0) || (seal[1] > 0 && s <= 1) || (seal[2] > 0 && s <= 2))
#elif E == 4
#define CNT(b) ((map[0] == b) + (map[1] == b) + (map[2] == b) + (map[3] == b))
#define SEALOK (SEALOK1(0) && SEALOK1(1) && SEALOK1(2) && SEALOK1(3) && seal[0] + seal[1] + seal[2] + seal[3] == dmaps + drefs)
#define BUSY(s) ((seal[0] > 0 && s <= 0) || (seal[1] > 0 && s <= 1) || (seal[2] > 0 && s <= 2) || (seal[3] > 0 && s <= 3))
#endif
#define HASFREE (LF != 0)
#define CHECK_EXT assert(CNTOK && SEALOK)

active [T] proctype task()
{
#ifdef BITS                       /* smaller state vector, slower field access */
  unsigned n : 2 = L; unsigned op : 3; unsigned a : 3; unsigned blk : 3; unsigned err : 3; unsigned g : 2;
#else
  byte n = L; byte op, a, blk, err, g;
#endif
  bit charged, prep, merged, va, pre;

IDLE:
  if
  :: d_step { op = SHARED; a = 0 } goto M_LOCK
  :: d_step { op = SHARED; a = 1 } goto M_LOCK
  :: d_step { op = DIRECT; a = 0 } goto M_LOCK
  :: d_step { op = DIRECT; a = 1 } goto M_LOCK
  :: d_step { op = MUNMAP; a = 0 } goto M_LOCK
  :: d_step { op = MUNMAP; a = 1 } goto M_LOCK
  :: d_step { op = FAULT; a = 0 } goto F_LOCK
  :: d_step { op = FAULT; a = 1 } goto F_LOCK
  :: d_step { op = TRUNC; a = 1 } goto X_LOCK
  :: d_step { op = TRUNC; a = E } goto X_LOCK
  :: d_step { op = PUNCH; a = 0 } goto X_LOCK
  :: d_step { op = REFLINK; a = 0 } goto X_LOCK
  :: d_step { op = PUNCH; a = 1 } goto X_LOCK
  :: d_step { op = REFLINK; a = 1 } goto X_LOCK
#if E > 2
  :: d_step { op = PUNCH; a = 2 } goto X_LOCK
  :: d_step { op = REFLINK; a = 2 } goto X_LOCK
#endif
#if E > 3
  :: d_step { op = PUNCH; a = 3 } goto X_LOCK
  :: d_step { op = REFLINK; a = 3 } goto X_LOCK
#endif
  fi;

M_LOCK:
  if :: d_step { mw[M] == 0 && mr[M] == 0 -> mw[M] = W } fi;
M_GATHER:
  if
  :: d_step { VMA(a) != 0 && op == MUNMAP -> g = VMA(a) } goto U_STORE
  :: d_step { VMA(a) != 0 && op != MUNMAP -> g = VMA(a) } goto M_CHARGE
  :: d_step { VMA(a) != 0 && fb > 0 -> fb--; err = ENOMEM } goto M_UNLOCK
  :: d_step { VMA(a) == 0 && op == MUNMAP -> err = EINVAL } goto M_UNLOCK
  :: d_step { VMA(a) == 0 && op != MUNMAP -> skip } goto M_CHARGE
  fi;
M_CHARGE:
  if
  :: d_step { acct[M] < V && op == DIRECT -> acct[M]++; charged = 1 } goto P_DMX
  :: d_step { acct[M] < V && op != DIRECT -> acct[M]++; charged = 1 } goto M_MERGE
  :: d_step { acct[M] < V && fb > 0 -> fb--; err = ENOMEM } goto M_UNLOCK
  :: d_step { acct[M] >= V -> err = ENOMEM } goto M_UNLOCK
  fi;

  /* prepare hook of the driver: driver mutex, then inode lock */
P_DMX:
  if :: d_step { dmx == 0 -> dmx = W } fi;
P_ILOCK:
  if :: d_step { ilock == 0 -> ilock = W } fi;
P_CHECK:
  if
  :: d_step { a >= isize || (map[a] != 0 && REFM(a) > 1) -> err = EINVAL } goto P_FIUNL
  :: d_step { a < isize && map[a] != 0 && REFM(a) == 1 -> skip } goto P_SEAL
  :: d_step { a < isize && map[a] == 0 -> skip } goto P_ALLOC
  :: d_step { fb > 0 -> fb--; err = EIO } goto P_FIUNL
  fi;
P_ALLOC:
  if
  :: d_step { HASFREE -> blk = LF; ref[blk - 1] = 1 } goto P_MAP
  :: d_step { HASFREE && fb > 0 -> fb--; err = EIO } goto P_FIUNL
  :: d_step { !HASFREE -> err = ENOSPC } goto P_FIUNL
  fi;
P_MAP:
  if
  :: d_step { map[a] = blk; blk = 0 } goto P_SEAL
  :: d_step { fb > 0 -> fb--; ref[blk - 1] = 0; blk = 0; err = EIO } goto P_FIUNL
  fi;
P_SEAL:
  if :: d_step { snap[a] = (seal[a] == 0 -> map[a] : snap[a]); seal[a]++; drefs++; prep = 1 } fi;
P_IUNL:
  if :: d_step { CHECK_EXT; ilock = 0 } fi;
  goto M_MERGE;
P_FIUNL:
  if :: d_step { CHECK_EXT; ilock = 0 } fi;
P_FDMX:
  if :: d_step { assert(drefs == 0); dmx = 0 } fi;
  goto M_UNCHARGE;

#define CANMERGE (op == SHARED && ((a == 1 && VMA(0) == 1) || (a == 0 && VMA(1) == 1)))
M_MERGE:
  if
  :: d_step { CANMERGE -> merged = 1 } goto M_PREALLOC
  :: d_step { CANMERGE && fb > 0 -> fb-- } goto M_ALLOC
  :: d_step { !CANMERGE -> skip } goto M_ALLOC
  fi;
M_ALLOC:
  if
  :: d_step { va = 1 } goto M_PREALLOC
  :: d_step { fb > 0 && prep -> fb--; err = ENOMEM } goto A_ILOCK
  :: d_step { fb > 0 && !prep -> fb--; err = ENOMEM } goto M_UNCHARGE
  fi;
M_PREALLOC:
  if
  :: d_step { pre = 1 } goto M_INSERT
  :: d_step { fb > 0 -> fb--; err = ENOMEM } goto M_FREEVMA
  fi;
M_FREEVMA:
  if
  :: d_step { prep -> va = 0; merged = 0 } goto A_ILOCK
  :: d_step { !prep -> va = 0; merged = 0 } goto M_UNCHARGE
  fi;
M_INSERT:
  if
  :: d_step { g != 0 -> VMA(a) = op; pre = 0; va = 0 } goto U_UNCH
  :: d_step { g == 0 && op == DIRECT -> VMA(a) = op; pre = 0; va = 0 } goto C_HOOK
  :: d_step { g == 0 && op != DIRECT -> VMA(a) = op; pre = 0; va = 0 } goto M_UNLOCK
  fi;

  /* removal of the old mapping (munmap, or the one replaced by mmap) */
U_STORE:
  if
  :: d_step { VMA(a) = 0 } goto U_UNCH
  :: d_step { fb > 0 -> fb--; err = ENOMEM } goto M_UNLOCK
  fi;
U_UNCH:
  if
  :: d_step { g == 2 -> acct[M]-- } goto U_ILOCK
  :: d_step { g != 2 && op == DIRECT -> acct[M]--; g = 0 } goto C_HOOK
  :: d_step { g != 2 && op != DIRECT -> acct[M]--; g = 0 } goto M_UNLOCK
  fi;
U_ILOCK:
  if :: d_step { ilock == 0 -> ilock = W } fi;
U_UNSEAL:
  if :: d_step { seal[a]--; snap[a] = (seal[a] == 0 -> 0 : snap[a]); dmaps--; g = 0 } fi;
U_IUNL:
  if
  :: d_step { op == DIRECT -> CHECK_EXT; ilock = 0 } goto C_HOOK
  :: d_step { op != DIRECT -> CHECK_EXT; ilock = 0 } goto M_UNLOCK
  fi;

  /* complete hook; its failure unmaps the new area and aborts */
C_HOOK:
  if
  :: d_step { drefs--; dmaps++; prep = 0 } goto C_DMX
  :: d_step { fb > 0 -> fb--; err = EIO } goto C_UNMAP
  fi;
C_DMX:
  if :: d_step { assert(drefs == 0); dmx = 0 } fi;
  goto M_UNLOCK;
C_UNMAP:
  if :: d_step { VMA(a) = 0 } fi;
  /* abort hook */
A_ILOCK:
  if :: d_step { ilock == 0 -> ilock = W } fi;
A_UNSEAL:
  if :: d_step { seal[a]--; snap[a] = (seal[a] == 0 -> 0 : snap[a]); drefs--; prep = 0 } fi;
A_IUNL:
  if :: d_step { CHECK_EXT; ilock = 0 } fi;
A_DMX:
  if :: d_step { assert(drefs == 0); dmx = 0 } fi;
M_UNCHARGE:
  if :: d_step { acct[M]--; charged = 0 } fi;
M_UNLOCK:
  if :: d_step { assert(acct[M] == (VMA(0) != 0) + (VMA(1) != 0) && dmx != W && ilock != W); mw[M] = 0 } fi;
  goto END;

  /* write fault */
F_LOCK:
  if :: d_step { mw[M] == 0 -> mr[M]++ } fi;
F_CHECK:
  if
  :: d_step { VMA(a) == 1 -> skip } goto F_ILOCK
  :: d_step { VMA(a) == 2 -> assert(map[a] != 0 && map[a] == snap[a]) } goto F_UNL
  :: d_step { VMA(a) == 0 -> err = EINVAL } goto F_UNL
  fi;
F_ILOCK:
  if :: d_step { ilock == 0 -> ilock = W } fi;
F_EXT:
  if
  :: d_step { a >= isize -> err = EINVAL } goto F_IUNL
  :: d_step { a < isize && map[a] != 0 && REFM(a) == 1 -> skip } goto F_IUNL
  :: d_step { a < isize && (map[a] == 0 || REFM(a) != 1) -> skip } goto F_ALLOC
  fi;
F_ALLOC:
  if
  :: d_step { HASFREE -> blk = LF; ref[blk - 1] = 1 } goto F_IO
  :: d_step { HASFREE && fb > 0 -> fb--; err = EIO } goto F_IUNL
  :: d_step { !HASFREE -> err = ENOSPC } goto F_IUNL
  fi;
F_IO:
  if
  :: d_step { true -> skip } goto F_INSTALL
  :: d_step { fb > 0 -> fb--; err = EIO } goto F_FREE
  fi;
F_FREE:
  if :: d_step { ref[blk - 1] = 0; blk = 0 } fi;
  goto F_IUNL;
F_INSTALL:
  if
  :: d_step { map[a] != 0 -> REFM(a)--; map[a] = blk; blk = 0 } goto F_IUNL
  :: d_step { map[a] == 0 -> map[a] = blk; blk = 0 } goto F_IUNL
  fi;
F_IUNL:
  if :: d_step { CHECK_EXT; ilock = 0 } fi;
F_UNL:
  if :: d_step { assert(dmx != W && ilock != W && mw[M] != W); mr[M]-- } fi;
  goto END;

  /* extent operations */
X_LOCK:
  if
  :: d_step { ilock == 0 && op == TRUNC -> ilock = W } goto T_CHECK
  :: d_step { ilock == 0 && op == PUNCH -> ilock = W } goto H_CHECK
  :: d_step { ilock == 0 && op == REFLINK -> ilock = W } goto R_CHECK
  fi;
T_CHECK:
  if
  :: d_step { BUSY(a) -> err = ETXTBSY } goto X_IUNL
  :: d_step { !BUSY(a) -> skip } goto T_SIZE
  :: d_step { !BUSY(a) && fb > 0 -> fb--; err = EIO } goto X_IUNL
  fi;
T_SIZE:
  if
  :: d_step { a < E -> isize = a } goto T_FREE
  :: d_step { a >= E -> isize = a } goto X_IUNL
  fi;
T_FREE:
  if
  :: d_step { map[a] != 0 && a + 1 < E -> REFM(a)--; map[a] = 0; a++ } goto T_FREE
  :: d_step { map[a] == 0 && a + 1 < E -> a++ } goto T_FREE
  :: d_step { map[a] != 0 && a + 1 >= E -> REFM(a)--; map[a] = 0; a++ } goto X_IUNL
  :: d_step { map[a] == 0 && a + 1 >= E -> a++ } goto X_IUNL
  fi;
H_CHECK:
  if
  :: d_step { seal[a] > 0 -> err = ETXTBSY } goto X_IUNL
  :: d_step { seal[a] == 0 && map[a] == 0 -> skip } goto X_IUNL
  :: d_step { seal[a] == 0 && map[a] != 0 -> skip } goto H_FREE
  :: d_step { seal[a] == 0 && map[a] != 0 && fb > 0 -> fb--; err = EIO } goto X_IUNL
  fi;
H_FREE:
  if :: d_step { REFM(a)--; map[a] = 0 } fi;
  goto X_IUNL;
#define RBUSY (seal[a] > 0 || seal[NX(a)] > 0)
#define RBAD (map[a] == 0 || a >= isize || NX(a) >= isize)
R_CHECK:
  if
  :: d_step { RBUSY -> err = ETXTBSY } goto X_IUNL
  :: d_step { !RBUSY && RBAD -> err = EINVAL } goto X_IUNL
  :: d_step { !RBUSY && !RBAD -> blk = map[a]; ref[blk - 1]++ } goto R_DROP
  :: d_step { !RBUSY && !RBAD && fb > 0 -> fb--; err = EIO } goto X_IUNL
  fi;
R_DROP:
  if
  :: d_step { map[NX(a)] != 0 -> ref[map[NX(a)] - 1]--; map[NX(a)] = 0 } goto R_MAP
  :: d_step { map[NX(a)] == 0 -> skip } goto R_MAP
  :: d_step { fb > 0 -> fb--; ref[blk - 1]--; blk = 0; err = EIO } goto X_IUNL
  fi;
R_MAP:
  if :: d_step { map[NX(a)] = blk; blk = 0 } fi;
X_IUNL:
  if :: d_step { CHECK_EXT; assert(dmx != W && mw[M] != W); ilock = 0 } fi;

END:
  if
  :: d_step { n > 1 -> assert(!prep && blk == 0); n--; op = 0; a = 0; err = 0; g = 0; charged = 0; merged = 0; va = 0; pre = 0 } goto IDLE
  :: d_step { n == 1 -> assert(!prep && blk == 0); n--; op = 0; a = 0; err = 0; g = 0; charged = 0; merged = 0; va = 0; pre = 0 }
  fi;
end_done:
  false
}
